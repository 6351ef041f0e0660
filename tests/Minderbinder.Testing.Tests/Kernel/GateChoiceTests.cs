using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel.Gates;

namespace Minderbinder.Testing.Tests.Kernel;

/// <summary>What a mechanism cannot do on any kernel is refused without asking the kernel. Every message is pinned.</summary>
public class GateChoiceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4242)]
    public void A_security_hook_can_only_return_errors(long returnCode) =>
        Refusal(new SyscallFailure("read", returnCode), Mechanism.SecurityHook).ShouldBe($"it can only return error numbers, not {returnCode}");

    [Fact]
    public void A_call_without_a_security_hook() =>
        Refusal(new SyscallFailure("fsync", Errno.EIO), Mechanism.SecurityHook).ShouldBe("fsync passes no security hook of its own");

    [Fact]
    public void A_modify_return_program_that_returns_0_lets_the_call_go_on() =>
        Refusal(new SyscallFailure("fsync", 0), Mechanism.SyscallModifyReturn).ShouldBe("it cannot make a call return 0");

    [Theory]
    [InlineData(Mechanism.SyscallModifyReturn)]
    [InlineData(Mechanism.SyscallKprobe)]
    [InlineData(Mechanism.SecurityHook)]
    public void What_needs_a_supervisor_is_beyond_the_kernel_programs(Mechanism mechanism) =>
        Refusal(new SyscallFailure("fsync") { Latency = TimeSpan.FromSeconds(1) }, mechanism)
            .ShouldBe("it cannot let a call come late, cut it short or open another file");

    [Fact]
    public void The_message_lists_what_was_tried()
    {
        var failure = new SyscallFailure("fsync", Errno.EIO);
        MechanismAttempt[] attempts =
            [
                new(Mechanism.SyscallModifyReturn, "__x64_sys_fsync() is not modifiable"),
                new(Mechanism.SecurityHook, "fsync passes no security hook of its own"),
            ];

        var exception = new SyscallNotSupportedException(failure, attempts);

        exception.Syscall.ShouldBe("fsync");
        exception.Attempts.ShouldBe(attempts);
        exception.Message.ShouldBe(
            """
            This kernel cannot make fsync fail with EIO. Tried:
              - SyscallModifyReturn: __x64_sys_fsync() is not modifiable
              - SecurityHook: fsync passes no security hook of its own
            A kernel with CONFIG_FUNCTION_ERROR_INJECTION (Ubuntu, RHEL, Amazon Linux, Arch have it; Debian, Fedora and WSL do not) can make any system call fail.
            """);
    }

    [Theory]
    [InlineData(4242)]
    [InlineData(0)]
    [InlineData(-4000)] // an error, but none that has a name
    public void A_value_that_is_no_error_is_shown_as_it_is(long returnCode) =>
        new SyscallNotSupportedException(new SyscallFailure("getppid", returnCode), []).Message
            .ShouldStartWith($"This kernel cannot make getppid return {returnCode}. Tried:\n");

    public static TheoryData<SyscallFailure, string> Wanted => new()
    {
        { new SyscallFailure("fsync") { Latency = TimeSpan.FromSeconds(1) }, "come late" },
        { new SyscallFailure("read") { Short = 3 }, "do at most 3 bytes" },
        { new SyscallFailure("openat") { Instead = "/tmp/hosts" }, "open '/tmp/hosts' instead" },
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    public void The_message_says_what_was_wanted(SyscallFailure failure, string wanted) =>
        new SyscallNotSupportedException(failure, []).Message.ShouldStartWith($"This kernel cannot make {failure.Syscall} {wanted}. Tried:\n");

    private static string Refusal(SyscallFailure failure, Mechanism mechanism)
    {
        // It never gets as far as the gates.
        var gates = new GateSet(null!, null!, NullLogger.Instance);

        GateChoice.TryAcquire(failure, mechanism, gates, out var refusal).ShouldBeNull();

        return refusal.ShouldNotBeNull();
    }
}
