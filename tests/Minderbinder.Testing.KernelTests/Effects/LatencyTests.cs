using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Effects;

/// <summary>Calls that come late. The least that a call takes is asserted; the most only where one waits for another or does not.</summary>
public class LatencyTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    private const string TimeOneSync = """
        import os, time
        file = os.open("synced", os.O_CREAT | os.O_WRONLY)
        start = time.monotonic()
        try: os.fsync(file); result = 0
        except OSError as error: result = error.errno
        print(result, time.monotonic() - start >= 0.3)
        """;

    [Fact]
    public async Task A_late_call_works_all_the_same()
    {
        var config = new FailureConfig(new SyscallFailure("fsync") { Latency = TimeSpan.FromMilliseconds(300) });

        var (output, evidence, injections) = await WithFailureConfig(
            config, async scope => (await Python.RunAsync(TimeOneSync), scope.GetEvidence(), scope.GetInjections()));

        output.ShouldBe("0 True");
        (evidence.Failures[0].Called, evidence.Failures[0].Injected).ShouldBe((1, 1));
        var injection = injections.ShouldHaveSingleItem();
        injection.Returned.ShouldBeNull();
        injection.ToString().ShouldBe($"fsync 300ms late: fsync, call 1, in python3 ({injection.ProcessId})");
    }

    [Fact]
    public async Task A_late_call_can_fail_as_well()
    {
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO) { Latency = TimeSpan.FromMilliseconds(300) });

        (await WithFailureConfig(config, () => Python.RunAsync(TimeOneSync))).ShouldBe($"{(int)Errno.EIO} True");
    }

    [Fact]
    public async Task Calls_of_many_threads_wait_beside_one_another()
    {
        var config = new FailureConfig(new SyscallFailure("fsync") { Latency = TimeSpan.FromSeconds(1) });
        const string Script = """
            import os, threading
            file = os.open("synced", os.O_CREAT | os.O_WRONLY)
            threads = [threading.Thread(target=os.fsync, args=[file]) for _ in range(128)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print("done")
            """;

        var clock = Stopwatch.StartNew();
        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("done");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(128), "one after the other they take that, at least");
    }

    [Fact]
    public async Task A_deadly_signal_ends_the_wait()
    {
        var config = new FailureConfig(new SyscallFailure("fsync") { Latency = Forever });
        await using var scope = FailureScope.Open(config);
        await using var process = await scope.LaunchAsync(
            "/usr/bin/python3", "-u", "-c", "import os, sys; file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY); print('now'); os.fsync(file)",
            Path.GetTempFileName());
        await process.WaitForOutputAsync("now");
        await InjectedAsync(scope);

        await process.StopAsync(TimeSpan.FromSeconds(60)); // SIGTERM, for so long nothing else

        process.ExitCode.ShouldBe(128 + 15);
        scope.GetEvidence().Failures[0].Injected.ShouldBe(1);
    }

    [Fact]
    public async Task The_close_of_the_scope_ends_the_wait()
    {
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO) { Latency = Forever });
        const string Script = """
            import os, tempfile
            file = tempfile.TemporaryFile()
            input()
            try: os.fsync(file.fileno())
            except OSError as error: print(error.errno)
            """;
        await using var process = ProcessUnderTest.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-u", "-c", Script]), new ProcessOptions { MayFail = ["fsync"] });
        var scope = FailureScope.Open(config);
        await scope.JoinAsync(process);
        await process.StandardInput.WriteLineAsync();
        await InjectedAsync(scope);

        await scope.DisposeAsync();

        await process.WaitForExitAsync();
        process.StandardOutput.ShouldBe($"{(int)Errno.EIO}\n");
    }

    [Fact]
    public async Task Signals_that_are_handled_meanwhile_make_no_second_call()
    {
        var config = new FailureConfig(new SyscallFailure("fsync") { Latency = TimeSpan.FromMilliseconds(500) });
        const string Script = """
            import os, signal
            handled = []
            signal.signal(signal.SIGALRM, lambda *_: handled.append(1))
            file = os.open("synced", os.O_CREAT | os.O_WRONLY)
            signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
            os.fsync(file)
            signal.setitimer(signal.ITIMER_REAL, 0)
            print(len(handled) > 0)
            """;

        var (output, evidence) = await WithFailureConfig(config, async scope => (await Python.RunAsync(Script), scope.GetEvidence()));

        output.ShouldBe("True");
        (evidence.Failures[0].Called, evidence.Failures[0].Injected).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Jitter_is_drawn_from_the_seed()
    {
        const string Script = """
            import os, time
            file = os.open("synced", os.O_CREAT | os.O_WRONLY)
            for _ in range(5):
                start = time.monotonic()
                os.fsync(file)
                took = time.monotonic() - start
                print(0.1 <= took)
            """;
        var failure = new SyscallFailure("fsync") { Latency = TimeSpan.FromMilliseconds(200), Jitter = TimeSpan.FromMilliseconds(100) };

        (await WithFailureConfig(new FailureConfig(failure) { Seed = 1 }, () => Python.RunAsync(Script))).ShouldBe("True; True; True; True; True");
    }

    private static Task InjectedAsync(FailureScope scope) => Eventually.BeTrueAsync(() => scope.GetInjections().Count > 0);
}
