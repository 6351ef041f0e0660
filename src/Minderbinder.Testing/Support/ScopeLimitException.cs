namespace Minderbinder.Testing;

/// <summary>A table that the library shares with the kernel is full. The scope was not opened.</summary>
public sealed class ScopeLimitException : MinderbinderException
{
    internal ScopeLimitException(string what, long limit)
        : base($"There is room for {limit:N0} {what}, and no more. Close scopes that are no longer needed, or put fewer failures into one config.") =>
        Limit = limit;

    /// <summary>How many fit.</summary>
    public long Limit { get; }
}
