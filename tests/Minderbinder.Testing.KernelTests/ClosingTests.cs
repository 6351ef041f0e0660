using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What is over when a scope is closed, whoever is in the middle of what.</summary>
[Collection(nameof(AloneInTheKernel))] // the counters of all rules are compared
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ClosingTests
{
    /// <summary>Each call takes a gate long: sixteen rules, each of which compares a path of thousands of characters.</summary>
    private static readonly FailureConfig Slow = new([.. Enumerable.Repeat(
        new SyscallFailure("openat", Errno.EIO) { Optional = true, When = new() { Paths = ["/**/no-such-name"] } }, 16)]);

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task No_gate_works_for_a_scope_that_is_closed()
    {
        var file = Path.GetTempPath();
        for (var depth = 0; depth < 15; depth++)
            file = Path.Combine(file, new string((char)('a' + depth), 200));
        Directory.CreateDirectory(file);
        file = Path.Combine(file, "there");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using var callers = Victim.Start("wait", "hammer-open", "4", file, "wait");
        await callers.StandardInput.WriteLineAsync();
        (await callers.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("hammering");

        for (var round = 0; round < 20; round++)
        {
            var scope = FailureScope.Open(Slow);
            await scope.JoinAsync(callers);
            await Task.Delay(50, TestContext.Current.CancellationToken);

            await scope.DisposeAsync();
            var closed = Called();
            await Task.Delay(50, TestContext.Current.CancellationToken);

            scope.GetEvidence().Failures[0].Called.ShouldBeGreaterThan(0, "there was something to be in the middle of");
            Called().ShouldBe(closed, $"round {round}: a call was counted after the scope was closed");
        }

        callers.Kill();
    }

    [Fact]
    public async Task A_task_that_outlives_its_scope_works_for_the_one_around_it()
    {
        await using var outer = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)));
        using var innerIsClosed = new SemaphoreSlim(0);
        var isInside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.ENOSPC)));
        var survivor = Task.Run(async () =>
        {
            var before = await Victim.ErrnoOfAsync("mkdir");
            isInside.SetResult();
            innerIsClosed.Wait(); // on its thread, whose word nobody rewrites for it
            var current = FailureScope.Current;
            return (before, current, await Victim.ErrnoOfAsync("mkdir"));
        });
        await isInside.Task;
        await inner.DisposeAsync();
        innerIsClosed.Release();

        (await survivor).ShouldBe(((int)Errno.ENOSPC, outer, (int)Errno.EROFS));
    }

    private static ulong Called() => RuleCounts.Sum(counters => counters.Called);
}
