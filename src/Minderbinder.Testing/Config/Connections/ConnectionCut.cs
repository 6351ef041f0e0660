namespace Minderbinder.Testing;

/// <summary>When a connection breaks, and how. One of <see cref="AfterBytes"/> and <see cref="AfterTime"/> is given.</summary>
public sealed record ConnectionCut
{
    /// <summary>After how many bytes, counted in both directions together; 0 or more. Not one more gets through.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>How long after it was opened; longer than 0 and at most 49 days.</summary>
    public TimeSpan? AfterTime { get; init; }

    /// <summary>What the program and its peer notice. Defaults to <see cref="CutEffect.Reset"/>.</summary>
    public CutEffect By { get; init; }
}
