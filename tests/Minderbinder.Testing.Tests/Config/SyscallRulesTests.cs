namespace Minderbinder.Testing.Tests;

/// <summary>What a failure of a system call must obey, written as records. Every message is pinned.</summary>
public class SyscallRulesTests
{
    [Theory]
    [InlineData("opnat", "there is no system call 'opnat'; did you mean 'openat'?")]
    [InlineData("Fsync", "there is no system call 'Fsync'; did you mean 'fsync'?")]
    [InlineData("__x64_sys_openat", "there is no system call '__x64_sys_openat'; did you mean 'openat'?")]
    [InlineData("SYS_futex_waitv", "there is no system call 'SYS_futex_waitv'; did you mean 'futex_waitv'?")]
    [InlineData("frobnicate", "there is no system call 'frobnicate'; 'man 2 syscalls' lists the names.")]
    [InlineData("", "the name of the system call is empty; write the kernel's, for example 'openat'.")]
    public void An_unknown_call_is_refused(string syscall, string problem) => ProblemOfCall(syscall).ShouldBe(problem);

    [Theory]
    [InlineData("fopen", "'fopen' is a function of the C library, not a system call; the call behind it is 'openat'.")]
    [InlineData("pread", "'pread' is a function of the C library, not a system call; the call behind it is 'pread64'.")]
    [InlineData("send", "'send' is a function of the C library, not a system call; the call behind it is 'sendto'.")]
    public void A_function_of_the_C_library_is_refused(string syscall, string problem) => ProblemOfCall(syscall).ShouldBe(problem);

    [Theory]
    [InlineData("clock_gettime")]
    [InlineData("clock_getres")]
    [InlineData("gettimeofday")]
    [InlineData("time")]
    [InlineData("getcpu")]
    public void A_call_that_the_vDSO_answers_is_refused(string syscall) => ProblemOfCall(syscall).ShouldBe(
        $"'{syscall}' cannot be made to fail: programs get the answer from the vDSO, memory that the kernel shares with them, "
        + "and make no system call; remove this failure.");

    [Theory]
    [InlineData("exit")]
    [InlineData("exit_group")]
    public void A_call_that_does_not_return_is_refused(string syscall) => ProblemOfCall(syscall).ShouldBe(
        $"'{syscall}' cannot be made to fail: it ends the caller and returns to nobody; remove this failure.");

    [Fact]
    public void The_return_of_a_signal_handler_is_refused() => ProblemOfCall("rt_sigreturn").ShouldBe(
        "'rt_sigreturn' cannot be made to fail: it gives a program back its registers after a signal handler, "
        + "and its return value is one of them; remove this failure.");

    [Theory]
    [InlineData("mmap")]
    [InlineData("munmap")]
    [InlineData("mprotect")]
    [InlineData("madvise")]
    [InlineData("brk")]
    [InlineData("futex")]
    [InlineData("rt_sigprocmask")]
    [InlineData("clone")]
    [InlineData("clone3")]
    [InlineData("sched_yield")]
    [InlineData("membarrier")]
    [InlineData("tgkill")]
    public void What_the_runtime_needs_is_refused_for_self(string syscall)
    {
        var failure = new SyscallFailure(syscall, Errno.ENOMEM) { Targets = ["curl", ProcessTarget.Self] };

        Problems.Of(failure).ShouldBe(
        [
            $"agents_of_chaos.syscall[0].syscall: the .NET runtime of this test process cannot do without '{syscall}', and the failure is for "
            + "'self'; "
            + "aim it at a process of its own, or take the risk with 'allow_runtime_critical: true' (AllowRuntimeCritical in C#).",
        ]);
        Problems.Of(failure with { AllowRuntimeCritical = true }).ShouldBeEmpty();
        Problems.Of(failure with { Targets = ["curl"] }).ShouldBeEmpty();
        Problems.Of(failure with { Targets = [] }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openat")]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("connect")]
    [InlineData("recvmsg")]
    [InlineData("vfork")]
    [InlineData("execve")]
    public void What_tests_want_to_fail_is_allowed_for_self(string syscall) =>
        Problems.Of(new SyscallFailure(syscall, Errno.EIO) { Targets = [ProcessTarget.Self] }).ShouldBeEmpty();

    [Fact]
    public void A_failure_that_cannot_be_is_not_allowed_by_the_opt_in_either() =>
        Problems.Of(new SyscallFailure("exit_group", Errno.EIO) { AllowRuntimeCritical = true }).Length.ShouldBe(1);

    [Theory]
    [InlineData(-4096)]
    [InlineData(-5000)]
    [InlineData(long.MinValue)]
    public void A_return_code_below_the_last_error_number_is_refused(long returnCode) =>
        Problems.Of(new SyscallFailure("openat", returnCode)).ShouldBe(
        [
            $"agents_of_chaos.syscall[0].ret_code: the return code is {returnCode}, and no error has that number; "
            + "write -1 to -4095 for an error, 0 or more for a success.",
        ]);

    [Theory]
    [InlineData(-4095)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Any_other_return_code_is_for_the_kernel_side_to_judge(long returnCode) =>
        Problems.Of(new SyscallFailure("openat", returnCode)).ShouldBeEmpty();

    [Fact]
    public void Each_of_several_return_codes_is_judged() =>
        Problems.Of(new SyscallFailure("openat") { ReturnCodes = [0, -4096] }).ShouldBe(
        [
            "agents_of_chaos.syscall[0].ret_code[1]: the return code is -4096, and no error has that number; "
            + "write -1 to -4095 for an error, 0 or more for a success.",
        ]);

    [Fact]
    public void A_failure_without_a_return_code_is_refused() =>
        Problems.Of(new SyscallFailure("openat")).ShouldBe(
            ["agents_of_chaos.syscall[0].ret_code: say how the call fails: either 'error' (for example ENOENT) or 'ret_code' (for example -2); or "
                + "what else happens to it: 'latency', 'short' or 'instead'."]);

    [Fact]
    public void More_than_8_return_codes_are_refused()
    {
        long[] codes = [1, 2, 3, 4, 5, 6, 7, 8, 9];

        Problems.Of(new SyscallFailure("openat") { ReturnCodes = [.. codes[..8]] }).ShouldBeEmpty();
        Problems.Of(new SyscallFailure("openat") { ReturnCodes = [.. codes] }).ShouldBe(
            ["agents_of_chaos.syscall[0].ret_code: there are 9 of them; at most 8 can take turns."]);
        Problems.Of(new SyscallFailure("openat", [.. codes.Select(code => (Errno)code)])).ShouldBe(
            ["agents_of_chaos.syscall[0].error: there are 9 of them; at most 8 can take turns."]);
    }

    private static string ProblemOfCall(string syscall)
    {
        const string path = "agents_of_chaos.syscall[0].syscall: ";
        var problem = Problems.Of(new SyscallFailure(syscall, Errno.EIO)).ShouldHaveSingleItem();

        problem.ShouldStartWith(path);
        return problem[path.Length..];
    }
}
