using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>A block whose failure never happened fails, and says why it can have been.</summary>
[Collection(nameof(AloneInTheKernel))] // processes that other tests start meanwhile would be a reason, too
public class NotInjectedTests
{
    private static readonly SyscallFailure NoMkdir = new(VictimCalls.Mkdir, Errno.EROFS) { Name = "no_mkdir" };

    [Fact]
    public async Task No_process_at_all() =>
        (await ReasonAsync(NoMkdir, _ => Task.FromResult(0))).ShouldBe("no process was started in or joined to the scope.");

    [Fact]
    public async Task No_process_of_that_name() =>
        (await ReasonAsync(NoMkdir with { Targets = ["curl", "wget"] }, RunAsync("call", "stat")))
            .ShouldBe("no process called 'curl' or 'wget' was seen (these were: victim (PID, exit code 0)).");

    [Fact]
    public async Task The_system_call_was_never_called() =>
        (await ReasonAsync(NoMkdir with { Targets = ["victim"] }, RunAsync("call", "stat")))
            .ShouldBe($"{VictimCalls.Mkdir} was never called. The C library may use another system call for the same work; strace shows which.");

    [Fact]
    public async Task The_filter_never_matched() =>
        (await ReasonAsync(
            new SyscallFailure("openat", Errno.EROFS) { Name = "no_mkdir", When = new() { Paths = ["/var/lib/orders.db"] } },
            RunAsync("open", "/etc/hostname", "open", "/etc/passwd")))
            .ShouldBe("its filter matched none of the 2 calls (seen: /etc/hostname, /etc/passwd).");

    [Fact]
    public async Task The_delay_never_passed() =>
        (await ReasonAsync(NoMkdir with { StartDelay = TimeSpan.FromMinutes(1) }, RunAsync("call", "mkdir")))
            .ShouldBe("the 1 call came before the start delay of 60000 ms was over.");

    [Fact]
    public async Task The_schedule_let_everything_through() =>
        (await ReasonAsync(NoMkdir with { Skip = 5, FailureRate = 50 }, RunAsync("call", "mkdir")))
            .ShouldBe("its schedule let all 1 call through (skip 5, failure_rate 50; seed 5).");

    [Fact]
    public async Task Nothing_is_said_of_failures_that_are_optional_nor_where_it_is_not_wanted()
    {
        await WithFailureConfig(new FailureConfig(NoMkdir with { Optional = true }), () => Task.CompletedTask);
        await WithFailureConfig(new FailureConfig(NoMkdir), () => Task.CompletedTask, new FailureScopeOptions { Verify = false });
        await WithFailureConfig(new FailureConfig(NoMkdir with { FailureRate = 0 }), () => Task.CompletedTask);
    }

    private static Func<FailureScope, Task<int>> RunAsync(params string[] steps) => async scope =>
    {
        await using var victim = await scope.LaunchAsync(Victim.Program, steps);
        await victim.WaitForExitAsync();
        return victim.Id;
    };

    private static async Task<string> ReasonAsync(SyscallFailure failure, Func<FailureScope, Task<int>> body)
    {
        var process = 0;
        var thrown = await Should.ThrowAsync<FailureNotInjectedException>(WithFailureConfig(
            new FailureConfig(failure) { Seed = 5 }, async scope => process = await body(scope)));

        thrown.Missing.ShouldHaveSingleItem().Failure.ShouldBe(failure);
        const string Start = "The failure 'no_mkdir' was never injected: ";
        thrown.Message.ShouldStartWith(Start);
        return thrown.Message[Start.Length..].Split('\n')[0].Replace($"({process},", "(PID,");
    }
}
