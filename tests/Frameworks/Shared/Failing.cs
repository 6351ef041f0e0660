using System.Runtime.InteropServices;

namespace Inner;

[Suite]
public class Failing
{
    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Seed = 11)]
    [LaunchProcess("sh", "-c", "echo I am the service; sleep 271828", ReadyOutput = "the service")]
    public async Task A_body_that_throws()
    {
        await Cat.ReadAsync();
        throw new InvalidOperationException("thrown by the body");
    }

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_body_that_throws_before_anything_was_injected() => throw new InvalidOperationException("thrown by the body");

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = "/etc/no-such-file")]
    [LaunchProcess("sh", "-c", "echo I am the service; sleep 271828", ReadyOutput = "the service")]
    public void A_failure_that_never_happens() => Cat.Read().ShouldBe("");

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = "/etc/no-such-file", Optional = true)]
    public void A_failure_that_need_not_happen() => Cat.Read().ShouldBe("");
}

[Suite]
public class WronglyDeclared
{
    [Fact]
    [InjectFailure("fsnc", Errno.EIO)]
    public void An_unknown_system_call() => throw new InvalidOperationException("the body ran");

    [Fact]
    [InjectFailure("openat", Errno.EACCES, FailureRate = 101, Times = 0)]
    [InjectFailure(ConfigFile = "chaos/missing.yaml")]
    public void Several_problems() => throw new InvalidOperationException("the body ran");
}

[Suite]
public class Unsupported
{
    /// <summary>Debian's own kernels cannot make it fail in the test process itself.</summary>
    [Fact]
    [InjectFailure("fsync", Errno.EIO, Self = true)]
    public void A_call_that_not_every_kernel_can_fail()
    {
        // By the C library's own function, for the runtime's forgives some errors. Without the failure the error would be EBADF.
        var (result, error) = (Sync(-1), (Errno)Marshal.GetLastPInvokeError());
        (result, error).ShouldBe((-1, Errno.EIO));
    }

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);
}
