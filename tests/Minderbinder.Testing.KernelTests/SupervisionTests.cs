using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What is particular to supervised processes: exact counts whatever signals come, many processes, and where it ends.</summary>
public class SupervisionTests
{
    private static readonly FailureScopeOptions Insist = new() { Mechanism = Mechanism.SeccompNotification };

    [Fact]
    public async Task Counts_are_exact_over_a_million_calls_of_16_threads_while_signals_come()
    {
        // Emulated, a tenth of it takes as long.
        var calls = GuestKernel.IsEmulated ? 6_250 : 62_500;
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Every = 2 });

        var (output, evidence) = await WithFailureConfig(
            config, async scope => (await Victim.RunAsync("storm", "16", $"{calls}"), scope.GetEvidence().Failures[0]), Insist);

        output.ShouldBe($"storm {8 * calls}/{16 * calls}");
        (evidence.Called, evidence.Matched, evidence.Injected).ShouldBe((16 * calls, 16 * calls, 8 * calls));
    }

    [Fact]
    public async Task Sixty_four_processes_with_16_threads_each_get_what_their_scopes_say()
    {
        const int Calls = 50;
        var config = new FailureConfig(new SyscallFailure("pread64", Errno.EIO) { Every = 4 });

        var (outputs, evidence) = await WithFailureConfig(
            config,
            async scope =>
            {
                var runs = Enumerable.Range(0, 64).Select(_ => Victim.RunAsync("hammer", "16", $"{Calls}")).ToArray();
                return (await Task.WhenAll(runs), scope.GetEvidence().Failures[0]);
            },
            Insist);

        const int All = 64 * 16 * Calls;
        (evidence.Called, evidence.Injected).ShouldBe((All, All / 4));
        outputs.Sum(output => int.Parse(output.Split(' ', '/')[1])).ShouldBe(All / 4);
    }

    [Fact]
    public async Task A_process_that_was_not_prepared_cannot_join_and_the_message_says_what_to_write()
    {
        await using var unprepared = ProcessUnderTest.Start(Victim.Program, "wait");
        await using var prepared = ProcessUnderTest.Start(
            new ProcessStartInfo(Victim.Program, ["wait", "call", "mkdir", "call", "rename"]), new ProcessOptions { MayFail = ["mkdir"] });
        if (!Reach.IsLaunchedOnly)
            return; // the programs in the kernel let any process join

        await using var scope = FailureScope.Open(new FailureConfig(
            new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS), new SyscallFailure(VictimCalls.Rename, Errno.EROFS) { Optional = true }), Insist);
        (await Should.ThrowAsync<InvalidOperationException>(scope.JoinAsync(unprepared))).Message.ShouldStartWith(
            $"Process {unprepared.Id} (victim) cannot join: the failures of this scope need seccomp, which has to be set up when a process is "
            + "started.");
        (await Should.ThrowAsync<InvalidOperationException>(scope.JoinAsync(prepared))).Message.ShouldBe(
            $"Process {prepared.Id} (victim) cannot join: \"rename\" cannot fail in it, for that has to be said when it is started. Start it with "
            + "MayFail = [\"rename\"] in its ProcessOptions.");
    }

    [Theory]
    [InlineData("sqlite3", ":memory:", "select 6 * 7")]
    [InlineData("sh", "-c", "echo 42 | cat")]
    [InlineData("/usr/bin/python3", "-c", "print(42)")]
    public async Task Every_call_of_a_program_can_stop(string program, params string[] arguments)
    {
        // The failures never come, but each call that has one stops and is let go on; the launcher's own must not.
        var failures = SyscallTable.Names.Select(name => new SyscallFailure(name, Errno.EIO) { FailureRate = 0 })
            .Where(failure => new FailureConfig(failure).FindProblems().Count == 0);

        var (result, evidence) = await WithFailureConfig(
            new FailureConfig([.. failures]), async scope => (await Command.RunAsync(program, arguments), scope.GetEvidence()), Insist);

        result.ShouldBe(new Command.Result(0, "42", ""));
        evidence.Failures.Sum(failure => failure.Called).ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task The_librarys_own_rule_for_io_uring_leaves_room_for_one_of_the_config()
    {
        var config = new FailureConfig(new SyscallFailure("io_uring_setup", Errno.EPERM) { Times = 1 });

        var (output, evidence) = await WithFailureConfig(
            config, async scope => (await Victim.RunAsync("call", "io_uring_setup", "call", "io_uring_setup"), scope.GetEvidence()), Insist);

        output.ShouldBe($"io_uring_setup {(int)Errno.EPERM}; io_uring_setup 0");
        evidence.IoUringSetups.ShouldBe(1, "the other was never made");
    }

    [Fact]
    public async Task Starts_and_ends_that_nothing_tells_of_are_counted()
    {
        // With a callback every injection is an event, and so the room for events is soon used up.
        var options = new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification, OnInjected = _ => { } };
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)), options);
        await using var victim = await scope.LaunchAsync(Victim.Program, "wait", "times", "5000", "kill", "fork", "fork", "call", "mkdir");
        using (new HeldEvents(Supervisor.Of(victim.Id).ShouldNotBeNull()))
        {
            await victim.StandardInput.WriteLineAsync();
            await victim.WaitForExitAsync();
            await Task.Delay(500, TestContext.Current.CancellationToken); // the supervisor sees it too
        }

        var evidence = scope.GetEvidence();
        evidence.Failures[0].DroppedEvents.ShouldBeGreaterThan(0);
        evidence.LostMemberEvents.ShouldBe(5, "two children were born, and three processes ended");
    }

    [Fact]
    public async Task A_launch_that_lacks_descriptors_says_so_and_keeps_nobody_waiting()
    {
        var scenarios = typeof(SupervisionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ScenariosPath").Value!;

        var result = await Command.RunOutsideAsync("dotnet", scenarios, "narrow", Victim.Program);

        result.Output.ShouldBe($"EMFILE, {(int)Errno.EROFS}", result.Error);
    }
}
