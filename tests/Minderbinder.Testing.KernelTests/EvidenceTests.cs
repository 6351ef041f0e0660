using System.Collections.Concurrent;
using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What a scope knows of what happened in it.</summary>
public class EvidenceTests
{
    [Fact]
    public async Task Each_injection_is_told_with_all_that_is_known_of_it()
    {
        var began = DateTimeOffset.Now;
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { Name = "no_host_name", Skip = 1, When = new() { Paths = ["/etc/host*"] } };
        var told = new List<Injection>();
        var options = new FailureScopeOptions { OnInjected = told.Add };

        await WithFailureConfig(
            new FailureConfig(failure),
            async scope =>
            {
                await using var victim = await scope.LaunchAsync(
                    Victim.Program, "open", "/etc/hosts", "open", "/etc/passwd", "open", "/etc/hostname");
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
                injection.At.ShouldBeInRange(began, DateTimeOffset.Now);
                injection.ToString().ShouldBe($"no_host_name: openat /etc/hostname = EUCLEAN, call 2, in victim ({victim.Id})");
            },
            options);
        told.ShouldHaveSingleItem().Subject.ShouldBe("/etc/hostname");
    }

    [Fact]
    public async Task A_callback_may_throw_and_runs_on_no_thread_of_the_test_and_in_no_flow()
    {
        var inFlow = 0;
        var threads = new ConcurrentBag<int>();
        var options = new FailureScopeOptions
        {
            OnInjected = _ =>
            {
                inFlow += FailureScope.Current is null ? 0 : 1;
                threads.Add(Environment.CurrentManagedThreadId);
                throw new InvalidOperationException("the callback's own");
            },
        };

        var asked = new ConcurrentBag<int>();
        await WithFailureConfig(
            new FailureConfig(new SyscallFailure("kill", Errno.EPERM)),
            scope =>
            {
                // On a thread of its own, which asks without end for what the callback is to be told.
                var asking = new Thread(() =>
                {
                    asked.Add(Environment.CurrentManagedThreadId);
                    SpinWait.SpinUntil(() => scope.GetEvidence().Failures[0].Injected == 300, TimeSpan.FromMinutes(2));
                });
                asking.Start();
                Victim.RunAsync("times", "300", "kill").Wait();
                asking.Join();
                return Task.CompletedTask;
            },
            options);

        threads.Count.ShouldBe(300, "the end of the scope waits for all of them");
        threads.ShouldNotContain(thread => asked.Contains(thread));
        inFlow.ShouldBe(0);
    }

    [Fact]
    public async Task A_callback_may_read_the_evidence_and_close_the_scope()
    {
        var seen = new TaskCompletionSource<long>(); // continues on the callback's own thread
        FailureScope? scope = null;
        var calls = new List<long>();
        scope = FailureScope.Open(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)), new FailureScopeOptions
        {
            OnInjected = injection =>
            {
                calls.Add(injection.Call);
                if (injection.Call != 2)
                    return;
                seen.SetResult(scope!.GetEvidence().Failures[0].Injected);
                scope.DisposeAsync().AsTask().Wait();
            },
        });

        (await Victim.RunAsync("times", "3", "kill")).ShouldStartWith("kill ");

        (await seen.Task.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeGreaterThanOrEqualTo(2);
        await scope.DisposeAsync();
        await Eventually.BeTrueAsync(() => calls.Count >= scope.GetEvidence().Failures[0].Injected);
        calls.ShouldBe(calls.Order().ToList());
    }

    [Fact]
    public async Task The_end_of_a_thread_is_not_the_end_of_its_process()
    {
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EUCLEAN)));
        await using var victim = await scope.LaunchAsync(new ProcessStartInfo(Victim.Program, ["hammer", "2", "1", "wait", "exit", "mkdir"])
        {
            WorkingDirectory = Directory.CreateTempSubdirectory("minderbinder-").FullName,
        });
        await victim.WaitForOutputAsync("hammer 0/2");
        await Eventually.BeTrueAsync(() => Directory.GetDirectories($"/proc/{victim.Id}/task").Length == 1);

        scope.GetEvidence().Members.ShouldHaveSingleItem().ExitCode.ShouldBeNull();
        await victim.StandardInput.WriteLineAsync();
        await victim.WaitForExitAsync();

        scope.GetEvidence().Members.ShouldHaveSingleItem().ExitCode.ShouldBe((int)Errno.EUCLEAN);
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
        (counts.Called, counts.Filtered, counts.TooEarly, counts.Matched, counts.Injected, counts.Passed, counts.DroppedEvents).ShouldBe(
            (3, 1, 0, 2, 1, 1, 0));
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
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EUCLEAN));
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
    public async Task A_thread_is_no_program_that_its_process_has_run()
    {
        const string Script = """
            import ctypes, threading
            def work():
                ctypes.CDLL(None).prctl(15, b"worker", 0, 0, 0) # PR_SET_NAME
                inner = threading.Thread(target=print) # is called as the thread that made it
                inner.start()
                inner.join()
            threading.Thread(target=work).start()
            """;
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EUCLEAN) { Optional = true });
        await using var scope = FailureScope.Open(config);
        await Python.RunAsync(Script);

        scope.GetEvidence().Members.SelectMany(member => member.Names).ShouldNotContain("worker");
    }

    [Fact]
    public async Task What_the_body_throws_wins_and_carries_the_evidence()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EUCLEAN)) { Seed = 99 };

        var thrown = await Should.ThrowAsync<InvalidDataException>(
            WithFailureConfig(config, () => Task.FromException(new InvalidDataException("the body's own"))));

        thrown.Message.ShouldBe("the body's own");
        thrown.Data[EvidenceKey].ShouldBeOfType<string>().ShouldStartWith("Seed 99\n");
    }

    [Fact]
    public async Task Io_uring_is_noticed_and_can_be_denied()
    {
        var mkdir = new SyscallFailure(VictimCalls.Mkdir, Errno.EUCLEAN) { Optional = true };
        string[] steps = ["call", "io_uring_setup"];

        var noticed = await WithFailureConfig(new FailureConfig(mkdir), async scope => (await Victim.RunAsync(steps), scope.GetEvidence()));
        var denied = await WithFailureConfig(
            new FailureConfig(mkdir) { DenyIoUring = true }, async scope => (await Victim.RunAsync(steps), scope.GetEvidence()));

        noticed.ShouldSatisfyAllConditions(() => noticed.Item1.ShouldBe("io_uring_setup 0"), () => noticed.Item2.IoUringSetups.ShouldBe(1));
        denied.ShouldSatisfyAllConditions(
            () => denied.Item1.ShouldBe($"io_uring_setup {(int)Errno.ENOSYS}"), () => denied.Item2.IoUringSetups.ShouldBe(1));
    }
}
