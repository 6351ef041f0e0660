namespace Minderbinder.Testing.Tests.Docs;

/// <summary>The page shows reasons, the table and an injection as the library writes them.</summary>
public class EvidenceTests
{
    private static readonly string Page = Pages.Text("docs/evidence.md");

    private static readonly SyscallFailure NoMkdir = new("mkdir", Errno.EROFS) { Name = "no_mkdir" };

    private static readonly MemberEvidence Shell = new(4711, ["sh"], 0);

    public static TheoryData<string> Reasons =>
    [
        Reason(Counts(NoMkdir)),
        Reason(Counts(NoMkdir with { Targets = ["curl"] }), Shell),
        Reason(Counts(NoMkdir), Shell),
        Reason(Counts(NoMkdir) with { Called = 2, Filtered = 2, NearMisses = ["/etc/hostname", "/etc/passwd"] }, Shell),
        Reason(Counts(NoMkdir with { StartDelay = TimeSpan.FromMinutes(1) }) with { Called = 1, TooEarly = 1 }, Shell),
        Reason(Counts(NoMkdir with { Skip = 5 }) with { Called = 3, Matched = 3 }, Shell),
    ];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_reason_is_there_word_for_word(string reason) => Page.ShouldContain($"| `{reason}` |", Case.Sensitive);

    [Fact]
    public void The_table_is_one_that_the_library_writes()
    {
        var evidence = Evidence(
            [
                Counts(new SyscallFailure("openat", Errno.EACCES) { Name = "no_hosts" }) with
                {
                    Called = 11,
                    Filtered = 9,
                    Matched = 2,
                    Injected = 1,
                },
                Counts(new SyscallFailure("fdatasync", Errno.EIO)) with { Called = 3, Matched = 3 },
            ],
            new MemberEvidence(4711, ["sh", "curl"], 6),
            new MemberEvidence(4712, ["sqlite3"], 0));

        Page.ShouldContain($"```text\n{evidence}```", Case.Sensitive);
    }

    [Fact]
    public void The_line_is_one_that_the_library_writes() => Page.ShouldContain(
        "    " + new Injection
        {
            Failure = new SyscallFailure("openat", Errno.EACCES) { Name = "no_hosts" },
            At = DateTimeOffset.UnixEpoch,
            Call = 1,
            ProcessId = 4711,
            ThreadId = 4711,
            ProcessName = "curl",
            Syscall = "openat",
            Returned = -(long)Errno.EACCES,
            Subject = "/etc/hosts",
        } + "\n",
        Case.Sensitive);

    /// <summary>Where it is explained, and where who searches for it finds it.</summary>
    [Fact]
    public void The_message_begins_as_the_other_page_says()
    {
        var counts = Counts(NoMkdir);

        string[] lines =
        [
            .. new FailureNotInjectedException(Evidence([counts], Shell), [counts]).Message.Split('\n').Take(2).Select(line => "> " + line),
        ];

        Pages.Text("docs/troubleshooting.md").ShouldContain(string.Join('\n', lines), Case.Sensitive);
    }

    private static string Reason(FailureEvidence counts, params MemberEvidence[] members) =>
        NotInjectedReason.Of(counts, Evidence([counts], members));

    private static ScopeEvidence Evidence(FailureEvidence[] failures, params MemberEvidence[] members) =>
        new() { Seed = 7, Failures = failures, Members = members, IoUringSetups = 0, IoUringDenied = false };

    private static FailureEvidence Counts(Failure failure) => new()
    {
        Failure = failure,
        Mechanism = Mechanism.SyscallModifyReturn,
        Called = 0,
        Filtered = 0,
        TooEarly = 0,
        Matched = 0,
        Injected = 0,
        Unreadable = 0,
        DroppedEvents = 0,
        NearMisses = [],
    };
}
