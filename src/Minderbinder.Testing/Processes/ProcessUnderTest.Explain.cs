using System.Globalization;

namespace Minderbinder.Testing;

public sealed partial class ProcessUnderTest
{
    /// <summary>The message of a wait that was given up.</summary>
    /// <param name="what">What was waited for.</param>
    /// <param name="elapsed">After which time the process exited, or null when the time ran out.</param>
    /// <param name="limit">The timeout of the wait.</param>
    /// <param name="isDefault">Whether it is the default one.</param>
    /// <param name="lastAttempt">What the last look showed, if it takes several.</param>
    private string Explain(string what, TimeSpan? elapsed, TimeSpan limit, bool isDefault, string? lastAttempt)
    {
        const int Lines = 20;
        var outcome = elapsed is { } after
            ? $"Waited {what}, but the process exited after {Seconds(after)}."
            : $"Timed out after {Seconds(limit)} waiting {what}"
                + (isDefault ? $" (the default timeout: pass a longer one, or set {nameof(DefaultTimeout)} or {TimeoutSetting.Variable})." : ".");

        return string.Join('\n', [outcome, .. lastAttempt is null ? Array.Empty<string>() : [$"Last attempt: {lastAttempt}."], .. Describe(Lines)]);
    }

    /// <summary>What the process is, how it is doing, and the last lines of its output.</summary>
    /// <param name="lines">How many of them at most.</param>
    /// <param name="before">How many lines are left out that it had written before something.</param>
    internal IEnumerable<string> Describe(int lines, long before = 0)
    {
        var (last, all) = _log.Tail(lines);
        var count = Math.Max(0, all - before);
        if (count < last.Length)
            last = last[^(int)count..];
        var state = ExitCode switch
        {
            null => "still running",
            > 128 and < 128 + 65 and { } code => $"exited with code {code} (128 + {code - 128}: killed by signal {code - 128})",
            { } code => $"exited with code {code}",
        };
        var output = count == 0 ? "Output: none."
            : count > lines ? string.Create(CultureInfo.InvariantCulture, $"Output, the last {lines} of {count} lines:")
            : "Output:";

        return
        [
            $"Process: {_commandLine} (id {Id}), {state}.",
            output,
            .. last.Select(line => $"  {(line.Source == OutputSource.StandardOutput ? "out" : "err")}| {line.Text}"),
        ];
    }

    /// <summary>How many lines it has written so far.</summary>
    internal long LinesWritten => _log.Tail(0).Count;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");
}
