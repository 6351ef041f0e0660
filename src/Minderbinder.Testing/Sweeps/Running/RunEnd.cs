namespace Minderbinder.Testing.Sweeps.Running;

/// <summary>How a run of the body ended.</summary>
internal sealed record RunEnd
{
    /// <summary>The longest end of a path that an event tells.</summary>
    private const int LongestSubject = 256;

    /// <summary>The folder that the run's own folders were in.</summary>
    public required string Home { get; init; }

    /// <summary>What the body threw; null if nothing.</summary>
    public required Exception? Exception { get; init; }

    public required bool HasHung { get; init; }

    public required TimeSpan Duration { get; init; }

    public required ScopeEvidence Evidence { get; init; }

    public required IReadOnlyList<Injection> Injections { get; init; }

    /// <summary>The exit codes of the processes that were launched in the scope; null for those that ran when the body was over.</summary>
    public required IReadOnlyList<int?> ExitCodes { get; init; }

    /// <summary>What those wrote, line by line, without what varies.</summary>
    public required IReadOnlyCollection<string> Lines { get; init; }

    /// <summary>All processes, and the last that each wrote.</summary>
    public required string Output { get; init; }

    /// <summary>A path as it is in every run: those in the run's own folder begin there.</summary>
    public string InFolder(string path)
    {
        if (path.StartsWith(Home, StringComparison.Ordinal) && path.Length > Home.Length && path[Home.Length] == '/')
            return path[(Home.Length + 1)..];

        // Only its end was told; what is whole of it is enough for a pattern that means it in any folder.
        return path.Length >= LongestSubject - 3 && !path.StartsWith('/') ? path[(path.IndexOf('/') + 1)..] : path;
    }
}
