using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What a scope knows of what happened in it.</summary>
public class EvidenceTests
{
    [Fact]
    public async Task Each_injection_is_told_with_all_that_is_known_of_it()
    {
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { Name = "no_host_name", Skip = 1, When = new() { Paths = ["/etc/host*"] } };
        var told = new List<Injection>();
        var options = new FailureScopeOptions { OnInjected = told.Add };

        await WithFailureConfig(
            new FailureConfig(failure),
            async scope =>
            {
                await using var victim = await scope.LaunchAsync(Victim.Program, "open", "/etc/hosts", "open", "/etc/passwd", "open", "/etc/hostname");
                await victim.WaitForExitAsync();

                var injection = scope.GetInjections().ShouldHaveSingleItem();
                injection.Failure.ShouldBe(failure);
                injection.Call.ShouldBe(2);
                injection.ProcessId.ShouldBe(victim.Id);
                injection.ThreadId.ShouldBe(victim.Id);
                injection.ProcessName.ShouldBe("victim");
                injection.Syscall.ShouldBe("openat");
                injection.Returned.ShouldBe(-(long)Errno.EUCLEAN);
                injection.Subject.ShouldBe("/etc/hostname");
                (DateTimeOffset.Now - injection.At).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));
                injection.ToString().ShouldBe($"no_host_name: openat /etc/hostname = EUCLEAN, call 2, in victim ({victim.Id})");
                told.ShouldBe([injection]);
            },
            options);
    }

    [Fact]
    public async Task A_callback_may_ask_the_scope_and_may_throw()
    {
        var seen = 0;
        var options = new FailureScopeOptions
        {
            OnInjected = _ =>
            {
                seen += FailureScope.Current is null ? 1 : 100;
                throw new InvalidOperationException("the callback's own");
            },
        };

        await WithFailureConfig(
            new FailureConfig(new SyscallFailure("kill", Errno.EPERM)),
            async scope =>
            {
                await Victim.RunAsync("times", "3", "kill");
                scope.GetInjections().Count.ShouldBe(3);
            },
            options);

        seen.ShouldBe(3, "it runs in no flow");
    }

    [Fact]
    public async Task Injections_can_be_watched_as_they_happen()
    {
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Every = 2 }));
        await using var watch = scope.WatchInjectionsAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var next = watch.MoveNextAsync();

        (await Victim.RunAsync("times", "4", "kill")).ShouldBe("kill 2/4");

        (await next).ShouldBeTrue();
        watch.Current.Call.ShouldBe(2);
        (await watch.MoveNextAsync()).ShouldBeTrue();
        watch.Current.Call.ShouldBe(4);
        await scope.DisposeAsync();
        (await watch.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_counts_add_up_and_the_report_shows_them()
    {
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { Times = 1, When = new() { Paths = ["/etc/*"] } };
        var (evidence, process) = await WithFailureConfig(new FailureConfig(failure) { Seed = 7 }, async scope =>
        {
            await using var victim = await scope.LaunchAsync(Victim.Program, "open", "/etc/hosts", "open", "/etc/passwd", "open", "/proc/self/comm");
            await victim.WaitForExitAsync();
            return (scope.GetEvidence(), victim.Id);
        });

        var counts = evidence.Failures.ShouldHaveSingleItem();
        (counts.Called, counts.Filtered, counts.TooEarly, counts.Matched, counts.Injected, counts.Passed, counts.DroppedEvents).ShouldBe((3, 1, 0, 2, 1, 1, 0));
        counts.NearMisses.ShouldBe(["/proc/self/comm"]);
        evidence.ToString().ShouldBe(
            $"""
            Seed 7
            failure         injected  matched  too early  filtered  called  mechanism
            openat EUCLEAN         1        2          0         1       3  {counts.Mechanism}
            Processes: victim ({process}, exit code 0)

            """);
        evidence.ToJson().ShouldContain("\"injected\": 1");
    }

    [Fact]
    public async Task Members_are_known_with_names_and_exit_codes()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EUCLEAN));
        await using var scope = FailureScope.Open(config);
        await using var shell = await scope.LaunchAsync("sh", "-c", $"{Victim.Program} exit mkdir; exit 3");
        await shell.WaitForExitAsync();

        var members = scope.GetEvidence().Members;

        members[0].ShouldBe(new MemberEvidence(shell.Id, ["sh"], 3));
        members[1].Names.ShouldBe(["sh", "victim"]);
        members[1].ExitCode.ShouldBe((int)Errno.EUCLEAN);
        members.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_million_injections_are_counted_exactly_in_bounded_memory()
    {
        const int Calls = 1_000_000;
        var told = 0;
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM));
        await using var scope = FailureScope.Open(config, new FailureScopeOptions { InjectionsKept = 100, OnInjected = _ => told++ });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await using var victim = await scope.LaunchAsync(Victim.Program, "times", $"{Calls}", "kill");
        await victim.WaitForExitAsync(TimeSpan.FromMinutes(3));

        victim.StandardOutput.Trim().ShouldBe($"kill {Calls}/{Calls}");
        var evidence = scope.GetEvidence().Failures[0];
        evidence.Injected.ShouldBe(Calls);
        (told + evidence.DroppedEvents).ShouldBe(Calls, "what was not told was counted as lost");
        scope.GetInjections().Count.ShouldBe(100);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(8 * 1024 * 1024);
    }

    [Fact]
    public async Task What_the_body_throws_wins_and_carries_the_evidence()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EUCLEAN)) { Seed = 99 };

        var thrown = await Should.ThrowAsync<InvalidDataException>(
            WithFailureConfig(config, () => Task.FromException(new InvalidDataException("the body's own"))));

        thrown.Message.ShouldBe("the body's own");
        thrown.Data[EvidenceKey].ShouldBeOfType<string>().ShouldStartWith("Seed 99\n");
    }

    [Fact]
    public async Task Io_uring_is_noticed_and_can_be_denied()
    {
        var mkdir = new SyscallFailure("mkdir", Errno.EUCLEAN) { Optional = true };
        string[] steps = ["call", "io_uring_setup"];

        var noticed = await WithFailureConfig(new FailureConfig(mkdir), async scope => (await Victim.RunAsync(steps), scope.GetEvidence()));
        var denied = await WithFailureConfig(new FailureConfig(mkdir) { DenyIoUring = true }, async scope => (await Victim.RunAsync(steps), scope.GetEvidence()));

        noticed.ShouldSatisfyAllConditions(() => noticed.Item1.ShouldBe("io_uring_setup 0"), () => noticed.Item2.IoUringSetups.ShouldBe(1));
        denied.ShouldSatisfyAllConditions(() => denied.Item1.ShouldBe($"io_uring_setup {(int)Errno.ENOSYS}"), () => denied.Item2.IoUringSetups.ShouldBe(1));
    }
}
