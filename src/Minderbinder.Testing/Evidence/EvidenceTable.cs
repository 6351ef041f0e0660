using System.Globalization;
using System.Text;

namespace Minderbinder.Testing;

/// <summary>The evidence as a person reads it in a test log.</summary>
internal static class EvidenceTable
{
    private const int MembersNamed = 10;
    private const int ConnectionsNamed = 20;

    public static string Write(ScopeEvidence evidence)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Seed {evidence.Seed}");
        string[][] rows =
        [
            ["failure", "injected", "matched", "too early", "filtered", "called", "mechanism"],
            .. evidence.Failures.Select(failure => new[]
            {
                failure.Failure.DisplayName, $"{failure.Injected}", $"{failure.Matched}", $"{failure.TooEarly}", $"{failure.Filtered}",
                $"{failure.Called}", $"{failure.Mechanism}",
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            text.AppendLine(string.Join(
                "  ", row.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());

        foreach (var failure in evidence.Failures.Where(failure => failure.DroppedEvents > 0))
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{failure.DroppedEvents} injections of {failure.Failure.DisplayName} came too fast to be told one by one; the counts are exact.");
        foreach (var failure in evidence.Failures.Where(failure => failure.Unjudged > 0))
        {
            var what = failure.Failure is NetworkFailure ? "packets, or uses of sockets," : "calls";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"Up to {failure.Unjudged} {what} came by {failure.Failure.DisplayName} unjudged: the kernel was preempted while it judged another.");
        }

        foreach (var failure in evidence.Failures.Where(failure => failure.Doubt is not null))
            text.AppendLine(CultureInfo.InvariantCulture, $"It is unknown whether {failure.Failure.DisplayName} was injected: {failure.Doubt}.");
        if (evidence.LostMembers > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"Up to {evidence.LostMembers} processes escaped: the kernel could not make them members.");
        if (evidence.IoUringSetups > 0 && !evidence.IoUringDenied)
            text.AppendLine("Members use io_uring, whose operations no failure reaches. 'io_uring: deny' in the config makes them fall back.");
        foreach (var lost in evidence.LostPrivileges)
            text.AppendLine(lost);
        foreach (var change in evidence.Changes)
            text.AppendLine(CultureInfo.InvariantCulture, $"Changed {change}");
        if (evidence.Connections.Count > 0)
            text.AppendLine("Connections:");
        foreach (var connection in evidence.Connections.Take(ConnectionsNamed))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {connection}");
        if (evidence.Connections.Count > ConnectionsNamed)
            text.AppendLine(CultureInfo.InvariantCulture, $"  and {evidence.Connections.Count - ConnectionsNamed} others");
        text.AppendLine($"Processes: {Processes(evidence.Members)}"
            + (evidence.LostMemberEvents > 0 ? $"; {evidence.LostMemberEvents} starts and ends came too fast to be told" : ""));
        return text.ToString();
    }

    public static string Describe(MemberEvidence member) =>
        $"{PrintableText.Of(string.Join(" > ", member.Names))} ({member.ProcessId}{(member.ExitCode is { } code ? $", exit code {code}" : "")})";

    /// <summary>Each of a few; of many, how many there were of each name: a shell script has hundreds.</summary>
    private static string Processes(IReadOnlyList<MemberEvidence> members) => members.Count switch
    {
        0 => "none",
        <= MembersNamed => string.Join(", ", members.Select(Describe)),
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} (") + string.Join(", ", members.GroupBy(member => member.Names[^1])
            .OrderByDescending(group => group.Count())
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(group.Key)}: {group.Count()}"))) + ")",
    };

    private static bool IsNumber(int column) => column is > 0 and < 6;
}
