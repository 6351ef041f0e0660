namespace Minderbinder.Testing.Sweeps;

/// <summary>
/// A config that fails nothing and counts each call with what it is about. A rule tells what its filter has looked at, so there is one
/// that looks at paths, one that looks at peers, and one for what has neither; each call is counted by the first that it fits.
/// </summary>
internal static class ObservingConfig
{
    private static readonly ValueList<string> AnyPath = ["**"];
    private static readonly ValueList<string> AnyAddress = ["0.0.0.0/0", "::/0"];

    public static FailureConfig For(SweepOptions options) =>
        new([.. options.Syscalls.SelectMany(syscall => Filters(syscall, options.When)
            .Select(filter => (Failure)new SyscallFailure(syscall) { Targets = options.Targets, When = filter }))]);

    /// <summary>What a rule that counted a call has looked at.</summary>
    public static SubjectKind KindOf(SyscallFailure counting) => counting.When switch
    {
        { Paths.Count: > 0 } => SubjectKind.Path,
        { Addresses.Count: > 0 } or { Ports.Count: > 0 } => SubjectKind.Peer,
        _ => SubjectKind.None,
    };

    private static IEnumerable<CallFilter?> Filters(string syscall, CallFilter? when)
    {
        var has = SyscallArguments.For(syscall);
        if (when is not null && FilterRules.FindProblems(when, syscall, "When").Any())
            yield break;

        var (asksForPath, asksForPeer) = (when is { Paths.Count: > 0 }, when is { Addresses.Count: > 0 } or { Ports.Count: > 0 });
        if (asksForPath || asksForPeer)
        {
            yield return when;
            yield break;
        }

        if (has.HasPath)
            yield return (when ?? new CallFilter()) with { Paths = AnyPath };
        if (has.HasPeer)
            yield return (when ?? new CallFilter()) with { Addresses = AnyAddress };
        yield return when;
    }
}
