using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

public class FailureRateTests
{
    private const int Calls = 10_000;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(100, Calls, Calls)]
    [InlineData(25, 2_327, 2_673)] // 4 sigma, sigma = sqrt(10000 * 0.25 * 0.75) = 43.3
    public async Task A_call_fails_as_often_as_its_rate_says(double rate, int least, int most)
    {
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { FailureRate = rate });

        var output = await WithFailureConfig(config, () => Victim.RunAsync("times", $"{Calls}", "kill"));

        var failures = int.Parse(output.Split(' ', '/')[1]);
        failures.ShouldBeInRange(least, most);
    }

    [Fact]
    public async Task Several_failures_of_one_process_hold_at_once_and_touch_nothing_else()
    {
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EMFILE),
            new SyscallFailure(VictimCalls.Mkdir, Errno.EDQUOT) { Targets = ["victim"] },
            new SyscallFailure("connect", Errno.ENETDOWN) { Targets = ["some-other", "victim"] },
            new SyscallFailure(VictimCalls.Rmdir, Errno.EBUSY) { Targets = ["some-other"], Optional = true });

        var output = await WithFailureConfig(
            config, () => Victim.RunAsync("call", "openat", "call", "mkdir", "call", "connect", "call", "rmdir", "call", "open", "call", "stat"));

        output.ShouldBe($"openat {(int)Errno.EMFILE}; mkdir {(int)Errno.EDQUOT}; connect {(int)Errno.ENETDOWN}; rmdir 0; open 0; stat 0");
    }

    [Fact]
    public async Task The_first_failure_of_a_call_that_applies_decides()
    {
        var config = new FailureConfig(
            new SyscallFailure(VictimCalls.Mkdir, Errno.EPERM) { FailureRate = 0 },
            new SyscallFailure(VictimCalls.Mkdir, Errno.EDQUOT),
            new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Optional = true });

        (await WithFailureConfig(config, () => Victim.RunAsync("call", "mkdir"))).ShouldBe($"mkdir {(int)Errno.EDQUOT}");
    }
}
