using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Scopes of one test process do not see each other.</summary>
public class ParallelScopeTests
{
    [Fact]
    public async Task Fifty_scopes_at_once_have_each_their_own_error()
    {
        const int Scopes = 50;
        using var allAreOpen = new CountdownEvent(Scopes);

        var errors = Enum.GetValues<Errno>()[..Scopes];

        var seen = await Task.WhenAll(errors.Select(async error =>
        {
            await Task.Yield();
            return await WithFailureConfig(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, error)), async () =>
            {
                allAreOpen.Signal();
                for (var waited = 0; !allAreOpen.IsSet && waited < 300_000; waited += 10)
                    await Task.Delay(10);
                allAreOpen.IsSet.ShouldBeTrue("all scopes are open at once");
                await Task.Yield();
                return (Errno)await Victim.ErrnoOfAsync("mkdir");
            });
        }));

        seen.ShouldBe(errors);
    }

    [Fact]
    public async Task A_process_outside_the_scope_works_at_the_same_time()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS));

        var (inside, outside) = await WithFailureConfig(config, async () =>
        {
            using var member = Victim.Start("wait", "call", "mkdir");
            var bystander = await Command.RunOutsideAsync(Victim.Program, "call", "mkdir");
            await member.StandardInput.WriteLineAsync();
            return ((await Command.FinishAsync(member)).Output, bystander.Output);
        });

        inside.ShouldBe($"mkdir {(int)Errno.EROFS}");
        outside.ShouldBe("mkdir 0");
    }

    [Fact]
    public async Task A_flow_keeps_its_scope_on_whatever_thread_it_runs()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS));

        await WithFailureConfig(config, async () =>
        {
            var fromPool = await Task.Run(() => Victim.ErrnoOfAsync("mkdir"));
            var fromThread = 0;
            var thread = new Thread(() => fromThread = Victim.ErrnoOfAsync("mkdir").Result);
            thread.Start();
            thread.Join();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Delay(1)));
            var afterAwaits = await Victim.ErrnoOfAsync("mkdir");

            (fromPool, fromThread, afterAwaits).ShouldBe(((int)Errno.EROFS, (int)Errno.EROFS, (int)Errno.EROFS));
        });
    }
}
