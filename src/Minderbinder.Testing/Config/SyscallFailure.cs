using System.Runtime.CompilerServices;

namespace Minderbinder.Testing;

/// <summary>A system call that returns what the config says instead of doing its work.</summary>
public sealed record SyscallFailure : Failure
{
    /// <summary>Makes a system call fail with an error.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="error">The error that the program finds in <c>errno</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="syscall"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="error"/> is not one of the values of <see cref="Errno"/>.</exception>
    public SyscallFailure(string syscall, Errno error)
        : this(syscall, -(long)error)
    {
        if (!Enum.IsDefined(error))
        {
            throw new ArgumentOutOfRangeException(
                nameof(error), error, "Not an error number of Linux; use a value of Errno, or a negative return code.");
        }
    }

    /// <summary>Makes a system call return a value.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="returnCode">What the kernel returns; see <see cref="ReturnCode"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="syscall"/> is <see langword="null"/>.</exception>
    /// <remarks>The priority is for the literal 0, which would fit both constructors.</remarks>
    [OverloadResolutionPriority(1)]
    public SyscallFailure(string syscall, long returnCode)
    {
        Syscall = syscall;
        ReturnCode = returnCode;
    }

    /// <summary>
    /// The call that fails, by the kernel's name (<c>openat</c>, not <c>open64</c>, <c>fopen</c> or <c>__x64_sys_openat</c>).
    /// See <c>man 2 syscalls</c>; <c>strace</c> shows which calls a program makes.
    /// </summary>
    public string Syscall
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>
    /// What the kernel returns: a negative error number (-1 to -4095; the C library turns it into -1 and <c>errno</c>), or 0 or a
    /// positive number, which the program takes for success although nothing was done.
    /// </summary>
    public long ReturnCode { get; init; }

    /// <summary>The error that <see cref="ReturnCode"/> stands for, or <see langword="null"/> if it is none that has a name.</summary>
    public Errno? Error => ReturnCode is < 0 and >= -MaxErrno && Enum.IsDefined((Errno)(-ReturnCode)) ? (Errno)(-ReturnCode) : null;

    /// <summary>
    /// Allows <see cref="ProcessTarget.Self"/> for a call without which the .NET runtime of the test process may hang or crash
    /// (<c>mmap</c>, <c>futex</c>, <c>clone</c>, ...). Defaults to <see langword="false"/>: such a config is refused.
    /// </summary>
    public bool AllowRuntimeCritical { get; init; }

    /// <summary>The highest number that the kernel's ABI takes for an error (MAX_ERRNO in include/linux/err.h).</summary>
    internal const int MaxErrno = 4095;

    private protected override string Description => $"{Syscall} {(Error is { } error ? error.ToString() : ReturnCode)}";
}
