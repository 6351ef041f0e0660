namespace Minderbinder.Testing;

/// <summary>Failures cannot be injected here at all. The message says why, and what would help.</summary>
public sealed class KernelNotSupportedException : MinderbinderException
{
    internal KernelNotSupportedException(KernelSupport support, Exception? inner = null)
        : base(support.Explanation, inner) => Support = support;

    /// <summary>What is missing.</summary>
    public KernelSupport Support { get; }
}
