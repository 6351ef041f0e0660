namespace Minderbinder.Testing;

/// <summary>A sweep cannot begin: the run fails without any failure, or makes no call that could fail.</summary>
public sealed class SweepNotPossibleException : MinderbinderException
{
    internal SweepNotPossibleException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
