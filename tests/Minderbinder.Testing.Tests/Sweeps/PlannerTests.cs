using Minderbinder.Testing.Sweeps;

namespace Minderbinder.Testing.Tests.Sweeps;

public class PlannerTests
{
    [Fact]
    public void There_is_a_case_for_each_call_and_error_once_and_from_then_on()
    {
        var plan = Plan([Call("write", "folder-1/a"), Call("write", "folder-1/b"), Call("fsync", "folder-1/a")], new SweepOptions());

        plan.Points.Select(point => $"{point}").ShouldBe(["write folder-1/a #1", "write folder-1/b #1", "fsync folder-1/a #1"]);
        plan.Cases.Select(tried => $"{tried}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "fsync folder-1/a #1 and all that follow: EIO",
            "fsync folder-1/a #1: EIO",
            "write folder-1/a #1 and all that follow: EDQUOT",
            "write folder-1/a #1 and all that follow: EIO",
            "write folder-1/a #1 and all that follow: ENOSPC",
            "write folder-1/a #1: EDQUOT",
            "write folder-1/a #1: EIO",
            "write folder-1/a #1: ENOSPC",
            "write folder-1/b #1 and all that follow: EDQUOT",
            "write folder-1/b #1 and all that follow: EIO",
            "write folder-1/b #1 and all that follow: ENOSPC",
            "write folder-1/b #1: EDQUOT",
            "write folder-1/b #1: EIO",
            "write folder-1/b #1: ENOSPC",
        ]);
        plan.Possible.ShouldBe(14);
    }

    [Fact]
    public void A_failure_for_good_is_about_all_in_the_runs_folder()
    {
        var plan = Plan(
            [Call("write", "folder-1/a"), Call("write", "/tmp/x"), Call("write", "folder-1/b"), Call("write", "folder-1/b")],
            new SweepOptions { Kinds = SweepKinds.FromThenOn, Errors = new Dictionary<string, ValueList<Errno>> { ["write"] = [Errno.ENOSPC] } });

        FailureOf(plan, "write folder-1/b #2").ShouldBe(
            new SyscallFailure("write", Errno.ENOSPC) { When = new() { Paths = ["folder-1", "folder-1/**"] }, Skip = 2 });
        // The runs' folders are in /tmp.
        FailureOf(plan, "write /tmp/x #1").ShouldBe(new SyscallFailure("write", Errno.ENOSPC) { When = new() { Paths = ["/tmp/**"] }, Skip = 1 });
    }

    [Fact]
    public void What_a_rule_counts_is_what_was_counted()
    {
        var plan = Plan(
            [
                Call("connect", "10.0.0.1:80", SubjectKind.Peer),
                Call("socket", ""),
                Call("connect", "10.0.0.1:80", SubjectKind.Peer),
                Call("socket", ""),
            ],
            new SweepOptions { Syscalls = SyscallGroup.Sockets, Kinds = SweepKinds.Once });

        FailureOf(plan, "connect 10.0.0.1:80 #2: ETIMEDOUT").ShouldBe(
            new SyscallFailure("connect", Errno.ETIMEDOUT) { When = new() { Addresses = ["10.0.0.1"], Ports = [80] }, Skip = 1, Times = 1 });
        FailureOf(plan, "socket #2: EMFILE").ShouldBe(new SyscallFailure("socket", Errno.EMFILE) { Skip = 1, Times = 1 });
    }

    [Fact]
    public void Every_case_is_a_valid_config()
    {
        var plan = Plan(
            [Call("read", "folder-1/a*b?[c]"), Call("sendto", "[::1]:5432", SubjectKind.Peer), Call("openat", "/"), Call("write", "")],
            new SweepOptions
            {
                Syscalls = SyscallGroup.All,
                MaxPairs = 10,
                Kinds = SweepKinds.Once | SweepKinds.FromThenOn | SweepKinds.Short | SweepKinds.Late,
                Targets = ["sh"],
            });

        plan.Cases.Count.ShouldBeGreaterThan(20);
        foreach (var tried in plan.Cases)
            FailureConfig.FromYaml(tried.Config.ToYaml()).ShouldBe(tried.Config);
    }

    [Fact]
    public void What_does_not_fit_is_left_out_evenly_wherever_the_plan_is_cut()
    {
        ObservedCall[] calls =
        [
            .. Enumerable.Range(0, 1000).Select(_ => Call("pread64", "folder-1/big")),
            .. Enumerable.Range(0, 3).Select(_ => Call("fsync", "folder-1/small")),
        ];
        var plan = Plan(calls, new SweepOptions { MaxRuns = 106, Kinds = SweepKinds.Once });

        plan.Cases.Count.ShouldBe(106);
        plan.Possible.ShouldBe(1003);
        plan.Cases.Count(tried => tried.Points[0].Syscall == "fsync").ShouldBe(3);
        plan.Cases.Distinct().Count().ShouldBe(106);
        foreach (var made in new[] { 20, 50, 106 })
        {
            long[] chosen =
            [
                0,
                .. plan.Cases.Take(made).Where(tried => tried.Points[0].Syscall == "pread64").Select(tried => tried.Points[0].Ordinal).Order(),
                1000,
            ];
            chosen.Zip(chosen.Skip(1), (one, next) => next - one).Max().ShouldBeLessThan(3 * 1000 / made);
        }
    }

    [Fact]
    public void The_seed_decides_and_nothing_else()
    {
        ObservedCall[] calls = [.. Enumerable.Range(0, 50).Select(n => Call("write", $"folder-1/{n % 5}"))];
        var options = new SweepOptions { MaxRuns = 30, MaxPairs = 5 };

        Plan(calls, options, 7).Cases.ShouldBe(Plan(calls, options, 7).Cases);
        Plan(calls, options, 7).Cases.ShouldNotBe(Plan(calls, options, 8).Cases);
    }

    [Fact]
    public void In_a_pair_the_later_one_is_counted_first()
    {
        var plan = Plan(
            [Call("write", "folder-1/a"), Call("write", "folder-1/a"), Call("fsync", "folder-1/a")],
            new SweepOptions { MaxPairs = 1000, Kinds = SweepKinds.Once });
        var pairs = plan.Cases.Where(tried => tried.Points.Count == 2).ToArray();

        // Three errors of each write, one of fsync: 3 * 3 + 3 + 3.
        pairs.Length.ShouldBe(15);
        pairs.ShouldAllBe(
            pair => ((SyscallFailure)pair.Config.Failures[0]).Syscall == "fsync" || pair.Config.Failures[0].Skip > pair.Config.Failures[1].Skip);
        pairs.Select(pair => $"{pair}").ShouldContain("write folder-1/a #1: EIO and fsync folder-1/a #1: EIO");
    }

    [Fact]
    public void Paths_of_the_system_are_counted_and_left_alone()
    {
        var plan = Plan([Call("openat", "/usr/lib/libc.so.6"), Call("openat", "/home/x")], new SweepOptions());

        plan.Points.Select(point => $"{point}").ShouldBe(["openat /home/x #1"]);
    }

    [Fact]
    public void Reads_and_writes_belong_to_files_or_to_sockets_by_what_they_are_on()
    {
        ObservedCall[] calls = [Call("write", "folder-1/a"), Call("write", "10.0.0.1:80", SubjectKind.Peer), Call("write", "")];

        Plan(calls, new SweepOptions()).Points.Select(point => point.Subject).ShouldBe(["folder-1/a"]);
        Plan(calls, new SweepOptions { Syscalls = SyscallGroup.Sockets }).Points.Select(point => point.Subject).ShouldBe(["10.0.0.1:80", ""]);
        Plan(calls, new SweepOptions { Syscalls = ["write"] }).Points.Count.ShouldBe(3);
    }

    private static SyscallFailure FailureOf(SweepPlan plan, string start) =>
        (SyscallFailure)plan.Cases.Single(tried => $"{tried}".StartsWith(start, StringComparison.Ordinal)).Config.Failures.Single();

    private static SweepPlan Plan(IReadOnlyList<ObservedCall> calls, SweepOptions options, ulong seed = 1) =>
        new Planner(calls, CallGroups.Of(calls, new SubjectPatterns(calls, calls), "/tmp/minderbinder-sweep-x", options), options, seed).Plan();

    private static ObservedCall Call(string syscall, string subject, SubjectKind? kind = null) =>
        new(syscall, kind ?? (subject.Length == 0 ? SubjectKind.None : SubjectKind.Path), subject, TimeSpan.Zero, "sh");
}
