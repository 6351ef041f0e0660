using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Failures for the test process itself, on the threads that work for the scope.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public sealed class SelfTests : IDisposable
{
    private static readonly FailureConfig NoOpen = new(new SyscallFailure("openat", Errno.EACCES) { Targets = [ProcessTarget.Self] });
    private readonly string _file = Path.GetTempFileName();

    /// <summary>
    /// All that the tests will need of the runtime is loaded before it cannot open files any more: an assembly that is
    /// not found once is not looked for again.
    /// </summary>
    static SelfTests()
    {
        Should.Throw<UnauthorizedAccessException>(() => throw new UnauthorizedAccessException());
        Should.ThrowAsync<FileNotFoundException>(File.ReadAllTextAsync("/missing")).Wait();
        Victim.RunAsync("open", "/etc/hostname").Result.ShouldBe("open 0");
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Files_cannot_be_opened_in_the_flow_and_can_on_another_thread_at_the_same_time()
    {
        using var askOther = new SemaphoreSlim(0);
        using var otherIsDone = new SemaphoreSlim(0);
        var otherRead = "";
        void ReadWhenAsked()
        {
            askOther.Wait();
            otherRead = File.ReadAllText(_file);
            otherIsDone.Release();
        }

        var other = new Thread(ReadWhenAsked) { IsBackground = true };
        await File.WriteAllTextAsync(_file, "here", TestContext.Current.CancellationToken);
        other.Start();

        await WithFailureConfig(NoOpen, async () =>
        {
            Should.Throw<UnauthorizedAccessException>(() => File.ReadAllText(_file));
            await Task.Delay(20);
            await Task.Yield();
            await Should.ThrowAsync<UnauthorizedAccessException>(File.ReadAllTextAsync(_file));
            askOther.Release();
            await otherIsDone.WaitAsync();
            Should.Throw<UnauthorizedAccessException>(() => File.ReadAllText(_file));
        });

        otherRead.ShouldBe("here");
        (await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken)).ShouldBe("here");
    }

    [Fact]
    public async Task A_failure_for_the_test_process_is_none_for_the_processes_that_it_starts()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Rename, Errno.EROFS) { Targets = [ProcessTarget.Self] });

        await WithFailureConfig(config, async () =>
        {
            Should.Throw<IOException>(() => File.Move(_file, _file + ".moved", overwrite: true)).Message.ShouldContain("Read-only file system");
            (await Victim.RunAsync("call", "rename")).ShouldBe("rename 0");
        });
    }

    [Fact]
    public async Task The_delay_counts_from_the_scope()
    {
        await WithFailureConfig(NoOpen, () => Should.ThrowAsync<UnauthorizedAccessException>(File.ReadAllTextAsync(_file)));

        // Almost as long as the machine runs already: counted from anything before the scope it would be over.
        var delay = TimeSpan.FromMilliseconds(Math.Min(Environment.TickCount64, 3_600_000)) - TimeSpan.FromSeconds(1);
        var late = new SyscallFailure("openat", Errno.EACCES) { Targets = [ProcessTarget.Self], StartDelay = delay, Optional = true };
        var evidence = await WithFailureConfig(new FailureConfig(late), async scope =>
        {
            (await File.ReadAllTextAsync(_file)).ShouldBe("");
            return scope.GetEvidence().Failures[0];
        });

        evidence.TooEarly.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_failure_for_members_is_none_for_the_test_process()
    {
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EACCES));

        await WithFailureConfig(config, async () =>
        {
            (await File.ReadAllTextAsync(_file)).ShouldBe("");
            (await Victim.RunAsync("open", _file)).ShouldBe($"open {(int)Errno.EACCES}");
        });
    }

    [Fact]
    public async Task The_library_launches_and_joins_processes_while_the_test_process_fails()
    {
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EMFILE) { Targets = [ProcessTarget.Self] },
            new SyscallFailure("read", Errno.EIO) { Targets = [ProcessTarget.Self], Optional = true },
            new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Targets = ["victim"] });
        using var running = Victim.Start("wait", "call", "mkdir");

        await WithFailureConfig(config, async scope =>
        {
            Should.Throw<IOException>(() => File.ReadAllText(_file));
            await scope.JoinAsync(running);
            await using var launched = await scope.LaunchAsync(Victim.Program, "call", "mkdir");
            (await launched.WaitForExitAsync()).ShouldBe(0);
            launched.StandardOutput.ShouldBe($"mkdir {(int)Errno.EROFS}\n");
        });
    }
}
