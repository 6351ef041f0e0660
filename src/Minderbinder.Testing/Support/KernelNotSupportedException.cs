namespace Minderbinder.Testing;

/// <summary>Failures cannot be injected here at all. The message says why, and what would help.</summary>
public sealed class KernelNotSupportedException : MinderbinderException
{
    internal KernelNotSupportedException(KernelSupport support)
        : base(Explain(support)) => Support = support;

    internal KernelNotSupportedException(NetworkFailure failure, KernelSupport support)
        : base($"The failure '{failure.DisplayName}' is one of packets, and those need the programs in the kernel. {support.Explanation}") =>
            Support = support;

    /// <summary>What is missing.</summary>
    public KernelSupport Support { get; }

    private static string Explain(KernelSupport support) => support.HasSeccompNotification || support.SeccompExplanation == support.Explanation
        ? support.Explanation
        : $"{support.Explanation}\nSystem calls of launched processes can fail without these programs, but not here: {support.SeccompExplanation}";
}
