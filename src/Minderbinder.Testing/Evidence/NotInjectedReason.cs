using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing;

/// <summary>Why a failure can have failed to happen: the first stage that no call got past.</summary>
internal static class NotInjectedReason
{
    private const string OutsideTheFlow =
        "by code that works for the scope. Work that was queued without its flow does not: TestServer and WebApplicationFactory need "
        + "PreserveExecutionContext = true; the same goes for ExecutionContext.SuppressFlow, and for threads and queues from before the scope. "
        + "Or the call has another name: strace shows which.";

    public static string Of(FailureEvidence evidence, ScopeEvidence scope)
    {
        var failure = evidence.Failure;
        if (evidence.Doubt is { } doubt)
            return $"{doubt}.";
        if (evidence.Matched > 0)
            return $"its schedule let all {Count(evidence, evidence.Matched)} through ({Schedule(failure)}seed "
                + $"{scope.Seed}){Changes(failure, scope)}.";
        if (evidence.TooEarly > 0)
            return $"the {Count(evidence, evidence.TooEarly)} came before the start delay of {failure.StartDelay.TotalMilliseconds} ms was over.";
        if (evidence.Filtered > 0)
            return $"its filter matched none of the {Count(evidence, evidence.Filtered)}{NearMisses(evidence)}.";
        return evidence.Mechanism == Mechanism.SeccompNotification && scope.HasStrayProcesses
            ? "the test started processes by other means than this library, and without the programs in the kernel it reaches only those that "
                + $"{nameof(FailureScope.LaunchAsync)} or {nameof(ProcessUnderTest)}.{nameof(ProcessUnderTest.Start)} starts."
            : NobodyCalled(failure, scope);
    }

    private static string NobodyCalled(Failure failure, ScopeEvidence scope)
    {
        var names = failure.Targets.Select(target => target.ProcessName).OfType<string>().ToArray();
        var isForSelf = failure.Targets.Any(target => target.IsSelf);
        if (scope.Members.Count == 0 && !isForSelf)
            return "no process was started in or joined to the scope.";
        if (names.Length > 0 && !isForSelf && !scope.Members.Any(member => member.Names.Any(name => names.Any(wanted => IsCalled(name, wanted)))))
        {
            return $"no process called {string.Join(" or ", names.Select(name => $"'{name}'"))} was seen "
                + $"(these were: {string.Join(", ", scope.Members.Select(EvidenceTable.Describe))}).";
        }

        if (names.Length == 0 && isForSelf && !failure.Targets.Any(target => target.IsAnyThread))
            return $"{(failure is SyscallFailure own ? $"{own.Syscall} was never called" : "no packet went")} {OutsideTheFlow}";
        return failure switch
        {
            SyscallFailure call =>
                $"{call.Syscall} was never called. The C library may use another system call for the same work; strace shows which.",
            ConnectionFailure { Dns: not null } => "no process that it means asked a name server over UDP or TCP.",
            ConnectionFailure => "no process that it means made a connection over TCP.",
            _ => $"no packet was {(failure is OutgoingNetworkFailure ? "sent by" : "on its way to")} a process that it means.",
        };
    }

    /// <summary>The kernel cuts what it tells to 15 bytes.</summary>
    private static bool IsCalled(string comm, string wanted) =>
        wanted.StartsWith(comm, StringComparison.Ordinal) && (comm.Length >= 15 || comm == wanted);

    private static string Count(FailureEvidence evidence, long count)
    {
        var what = evidence.Failure switch
        {
            NetworkFailure => "packet",
            ConnectionFailure { Dns: not null } => "question",
            ConnectionFailure => "connection",
            _ => "call",
        };
        return $"{count} {what}{(count == 1 ? "" : "s")}";
    }

    private static string NearMisses(FailureEvidence evidence)
    {
        var nearest = evidence.NearMisses.Distinct().Select(PrintableText.Of).ToArray();
        var why = evidence.Mechanism == Mechanism.SeccompNotification ? $": {TraceAccess.Explain()}" : "";
        var unreadable = evidence.Unreadable > 0 ? $"; {evidence.Unreadable} could not be read{why}" : "";
        return (nearest.Length > 0 ? $" (seen: {string.Join(", ", nearest)}{(evidence.Filtered > evidence.NearMisses.Count ? ", ..." : "")})" : "")
            + unreadable;
    }

    private static string Schedule(Failure failure)
    {
        List<string> parts = [];
        if (failure.Skip > 0)
            parts.Add($"skip {failure.Skip}");
        if (failure.Every > 1)
            parts.Add($"every {failure.Every}");
        if (failure.FailureRate < 100)
            parts.Add($"failure_rate {failure.FailureRate}");
        return parts.Count > 0 ? $"{string.Join(", ", parts)}; " : "";
    }

    private static string Changes(Failure failure, ScopeEvidence scope) =>
        scope.Changes.Any(change => change.Failure == failure) ? ", and it was paused or given another rate meanwhile" : "";
}
