namespace Minderbinder.Testing;

/// <summary>
/// The base of all exceptions that the library defines. Misuse of a member (a null argument, an object that was disposed) is
/// reported by the exceptions of .NET, as everywhere.
/// </summary>
public abstract class MinderbinderException : Exception
{
    private protected MinderbinderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
