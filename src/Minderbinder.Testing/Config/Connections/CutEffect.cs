namespace Minderbinder.Testing;

/// <summary>What both ends of a connection notice when it is cut.</summary>
public enum CutEffect
{
    /// <summary>It is reset: their calls fail with <c>ECONNRESET</c>.</summary>
    Reset,

    /// <summary>It ends as if the other end had closed it.</summary>
    Close,

    /// <summary>Nothing: not a byte gets through any more, and nobody is told, as with a cable that was pulled.</summary>
    Silence,
}
