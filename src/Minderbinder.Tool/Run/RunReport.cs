using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Run;

/// <summary>What is said when the program has ended.</summary>
internal static class RunReport
{
    /// <summary>Writes it where it was asked for.</summary>
    /// <returns>Whether every failure that is not optional was injected.</returns>
    public static bool Write(FailureScope scope, RunOptions options)
    {
        var evidence = scope.GetEvidence();
        var missing = Missing(scope);
        var text = options.Report switch
        {
            ReportFormat.Json => evidence.ToJson(),
            ReportFormat.Table => Table(evidence, options.IsVerbose),
            _ => "",
        };
        if (options.ReportFile is { } file)
            File.WriteAllText(file, text.TrimEnd() + "\n");
        if (missing is not null && (!options.IsQuiet || options.RequireInjected))
            Message.Say(Reasons(missing.Message));
        if (options.ReportFile is null && !options.IsQuiet && text.Length > 0)
            Message.Say(text);
        return missing is null;
    }

    private static FailureNotInjectedException? Missing(FailureScope scope)
    {
        try
        {
            scope.VerifyInjected();
            return null;
        }
        catch (FailureNotInjectedException exception)
        {
            return exception;
        }
    }

    /// <summary>A line for each failure; what a test author can do about it, and the table, stand behind them.</summary>
    private static string Reasons(string message) =>
        string.Join('\n', message.Split('\n').TakeWhile(line => line.StartsWith("The failure '", StringComparison.Ordinal)));

    private static string Table(ScopeEvidence evidence, bool isVerbose) => isVerbose && evidence.Members.Count > 0
        ? $"{evidence}{string.Join("\n", evidence.Members.Select(member => $"  {Describe(member)}"))}\n"
        : evidence.ToString();

    private static string Describe(MemberEvidence member) =>
        $"{member.ProcessId,7} {PrintableText.Of(string.Join(" > ", member.Names))}"
        + $"{(member.ExitCode is { } code ? $", exit code {code}" : ", running")}";
}
