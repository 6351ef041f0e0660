using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Statistics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What is counted of all that processes do, and only while somebody wants it.</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class StatisticsTests
{
    private static readonly FailureScopeOptions Tracked = new() { IsTracked = true };

    [Fact]
    public async Task Calls_of_members_are_counted_by_outcome_and_those_of_others_are_not()
    {
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Skip = 100 }), Tracked);
        using (var statistics = new CallStatistics(KernelSession.Current!, everybody: false))
        {
            await Victim.RunBothAsync("times", "300", "kill");

            var counts = statistics.Read();
            var (_, kill) = counts.Made.Single(call => call.Syscall == "kill");
            (kill.Succeeded, kill.Failed).ShouldBe((100, 200));
            counts.ContextSwitches.ShouldBeGreaterThan(0);
            (Clock.Now - (ulong)kill.LastNs).ShouldBeLessThan(60_000_000_000UL);
        }

        using var later = new CallStatistics(KernelSession.Current!, everybody: false);
        later.Read().Made.ShouldBeEmpty("each starts from nothing");
    }

    [Fact]
    public async Task The_whole_machine_can_be_counted()
    {
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)), Tracked);
        using var statistics = new CallStatistics(KernelSession.Current!, everybody: true);

        await Victim.RunOutsideAsync("times", "300", "kill");

        statistics.Read().Made.Single(call => call.Syscall == "kill").Count.Succeeded.ShouldBeGreaterThanOrEqualTo(300);
    }

    [Fact]
    public async Task A_trace_adds_up_calls_by_the_file_that_they_are_about()
    {
        var database = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "shop.db");
        await using var scope = FailureScope.OpenValid(new FailureConfig(), Tracked);
        using var tracer = new CallTracer(KernelSession.Current!);

        await Command.RunAsync("sqlite3", database, "create table orders(item)");

        var calls = tracer.Read();
        calls.ShouldContain(
            call => call.Syscall.EndsWith("sync") && call.Path == $"{database}-journal" && call.Count >= 1 && call.Time > TimeSpan.Zero);
        calls.ShouldContain(call => call.Syscall == "pwrite64" && call.Path == database);
        calls.ShouldContain(call => call.Syscall == "openat" && call.Count > call.Failed && call.Path == database);
        calls.Where(call => call.LastError == -(long)Errno.ENOENT).ShouldNotBeEmpty();
        tracer.Lost.ShouldBe(0);
        calls.Select(call => call.Count).ShouldBe(calls.Select(call => call.Count).OrderDescending());
    }

    [Fact]
    public async Task A_scope_can_take_in_processes_of_the_whole_machine_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Targets = ["mkdir"] }));
        using var watch = new MachineWatch(KernelSession.Current!, scope.Number);

        (await Command.RunOutsideAsync("mkdir", Path.Combine(folder, "a"))).ExitCode.ShouldBe(1);
        (await Command.RunOutsideAsync("sh", "-c", $"touch {folder}/b")).ExitCode.ShouldBe(0);

        scope.GetEvidence().Members.ShouldHaveSingleItem().Names[^1].ShouldBe("mkdir");
        await scope.DisposeAsync();
        (await Command.RunOutsideAsync("mkdir", Path.Combine(folder, "c"))).ExitCode.ShouldBe(0);
    }
}
