namespace Minderbinder.Testing.Tests.Sweeps;

public class SyscallSelectionTests
{
    [Fact]
    public void Every_call_of_the_groups_exists_can_fail_and_has_errors()
    {
        SyscallSelection all = SyscallGroup.All;

        all.Count.ShouldBeGreaterThan(70);
        foreach (var call in all)
        {
            SyscallRules.FindProblemOfName(call).ShouldBeNull();
            foreach (var kind in Enum.GetValues<SubjectKind>())
                LikelyErrors.For(call, kind).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Text_names_groups_and_calls()
    {
        SyscallSelection.Parse("fsync, sockets").ShouldContain("connect");
        SyscallSelection.Parse("fsync, sockets").ShouldContain("fsync");
        Should.Throw<FormatException>(() => SyscallSelection.Parse("fsink")).Message.ShouldContain("'fsink' is no group (files, sockets");
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_before_anything_runs()
    {
        await RefusedAsync(new SweepOptions { Syscalls = ["getpid"] }, "No errors are known for 'getpid'");
        await RefusedAsync(new SweepOptions { Syscalls = ["fsink"] }, "'fsink' cannot be swept");
        await RefusedAsync(new SweepOptions { Targets = [ProcessTarget.Self] }, "the test process itself");
        await RefusedAsync(new SweepOptions { MaxRuns = 0 }, "MaxRuns");
        await RefusedAsync(new SweepOptions { RunTimeout = TimeSpan.Zero }, "RunTimeout");
    }

    private static async Task RefusedAsync(SweepOptions options, string message) =>
        (await Should.ThrowAsync<ArgumentException>(
            () => FailureSweep.RunAsync(_ => throw new InvalidOperationException("It ran."), options))).Message.ShouldContain(message);
}
