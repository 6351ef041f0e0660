using Minderbinder.Testing.Sweeps;

namespace Minderbinder.Testing;

/// <summary>What a sweep has found.</summary>
public sealed record SweepReport
{
    private const int FindingsInMessage = 3;

    internal SweepReport()
    {
    }

    /// <summary>What was swept.</summary>
    public required string Name { get; init; }

    /// <summary>What the choice and the order of the runs followed from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The calls that the run makes and that can fail, in the order in which they came.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }

    /// <summary>How many runs it takes to try all of them, without pairs.</summary>
    public required long Possible { get; init; }

    /// <summary>How many runs were planned: fewer where <see cref="SweepOptions.MaxRuns"/> left some out.</summary>
    public required int Planned { get; init; }

    /// <summary>What became of each run, in the order of the plan; fewer than planned where the time was over.</summary>
    public required IReadOnlyList<SweepResult> Results { get; init; }

    /// <summary>What is to be mended; one for each cause.</summary>
    public required IReadOnlyList<SweepFinding> Findings { get; init; }

    /// <summary>Where a call failed and nobody said a word: a hint, not an error. One for each call and subject.</summary>
    public required IReadOnlyList<SweepFinding> Silences { get; init; }

    /// <summary>Keys of the baseline that were not found any more. Only told if all possible runs took place.</summary>
    public required IReadOnlyList<string> Mended { get; init; }

    /// <summary>System calls of a group that nothing here can make fail.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Calls of the run that are not among <see cref="Points"/>, because they came faster than they could be told.</summary>
    public required long UntoldCalls { get; init; }

    /// <summary>How long all of it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The page, once it is written; see <see cref="SweepOptions.HtmlFile"/>.</summary>
    public string? HtmlFile { get; init; }

    /// <summary>Runs in which the failure happened.</summary>
    public int Reached => Results.Count(result => result.IsReached);

    /// <summary>Runs in which all held although the failure happened.</summary>
    public int Passed => Results.Count(result => result.Outcome is SweepOutcome.Passed or SweepOutcome.Silent);

    /// <summary>Runs that went another way, so that the failure never happened.</summary>
    public int NotReached => Results.Count(result => !result.IsReached && result.Outcome != SweepOutcome.NotPossible);

    /// <summary>The report as a test log shows it.</summary>
    public override string ToString() => SweepText.Write(this);

    /// <summary>The same as JSON, for a machine to read.</summary>
    public string ToJson() => SweepJson.Write(this);

    /// <summary>The same as a page of its own, with a timeline of the calls.</summary>
    public string ToHtml() => SweepHtml.Write(this);

    /// <summary>Writes the findings to a file, for <see cref="SweepOptions.Baseline"/>.</summary>
    /// <param name="path">The file; it is replaced.</param>
    public void SaveBaseline(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        BaselineFile.Write(path, Findings.Select(finding => finding.Key));
    }

    /// <summary>Fails if there are findings that the baseline does not know, or if the baseline has some that are mended.</summary>
    /// <exception cref="SweepFoundException">Says the first ones, and where the page is.</exception>
    public void ThrowIfFound()
    {
        var found = Findings.Where(finding => !finding.IsKnown).ToArray();
        if (found.Length == 0 && Mended.Count == 0)
            return;
        string[] paragraphs =
        [
            .. found.Take(FindingsInMessage).Select(SweepText.Write),
            .. found.Length > FindingsInMessage ? [$"... and {found.Length - FindingsInMessage} more."] : Array.Empty<string>(),
            .. Mended.Select(key => $"Mended, and to be struck off the baseline: {key}"),
            .. HtmlFile is { } page ? [$"All of it: {page}"] : Array.Empty<string>(),
        ];
        throw new SweepFoundException($"{SweepText.Summary(this)}\n\n{string.Join("\n\n", paragraphs)}", this);
    }
}
