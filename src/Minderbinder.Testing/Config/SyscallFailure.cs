using System.Runtime.CompilerServices;

namespace Minderbinder.Testing;

/// <summary>A system call that returns what the config says instead of doing its work.</summary>
public sealed record SyscallFailure : Failure
{
    /// <summary>Makes a system call fail with an error, or with several in turn.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="errors">
    /// From 1 to 8 errors. The program finds them in <c>errno</c>, one for each failing call in turn; see <see cref="ReturnCodes"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="syscall"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of <paramref name="errors"/> is not a value of <see cref="Errno"/>.</exception>
    public SyscallFailure(string syscall, params ReadOnlySpan<Errno> errors)
    {
        foreach (var error in errors)
        {
            if (!Enum.IsDefined(error))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(errors), error, "Not an error number of Linux; use a value of Errno, or a negative return code.");
            }
        }

        Syscall = syscall;
        ReturnCodes = [.. errors.ToArray().Select(error => -(long)error)];
    }

    /// <summary>Makes a system call return a value.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="returnCode">What the kernel returns; see <see cref="ReturnCodes"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="syscall"/> is <see langword="null"/>.</exception>
    /// <remarks>The priority is for the literal 0, which would fit both constructors.</remarks>
    [OverloadResolutionPriority(1)]
    public SyscallFailure(string syscall, long returnCode)
    {
        Syscall = syscall;
        ReturnCodes = [returnCode];
    }

    /// <summary>
    /// The call that fails, by the kernel's name (<c>openat</c>, not <c>open64</c>, <c>fopen</c> or <c>__x64_sys_openat</c>).
    /// See <c>man 2 syscalls</c>; <c>strace</c> shows which calls a program makes.
    /// </summary>
    public string Syscall
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// What the kernel returns: negative error numbers (-1 to -4095; the C library turns one into -1 and <c>errno</c>), or 0 or
    /// positive numbers, which the program takes for success although nothing was done. From 1 to 8 of them, taken in turn by the
    /// failing calls, and from the start again after the last.
    /// </summary>
    public ValueList<long> ReturnCodes
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// The errors that <see cref="ReturnCodes"/> stand for, or <see langword="null"/> if one of them is no error that has a name.
    /// </summary>
    public ValueList<Errno>? Errors
    {
        get
        {
            Errno[] errors = [.. ReturnCodes.Select(ErrnoNames.OfReturnCode).OfType<Errno>()];
            return errors.Length == ReturnCodes.Count ? [.. errors] : null;
        }
    }

    /// <summary>
    /// Which calls are meant, by their arguments. Defaults to <see langword="null"/>: all calls of the processes that suffer.
    /// </summary>
    public CallFilter? When { get; init; }

    /// <summary>
    /// Allows <see cref="ProcessTarget.Self"/> for a call without which the .NET runtime of the test process may hang or crash
    /// (<c>mmap</c>, <c>futex</c>, <c>clone</c>, ...). Defaults to <see langword="false"/>: such a config is refused.
    /// </summary>
    public bool AllowRuntimeCritical { get; init; }

    /// <summary>The highest number that the kernel's ABI takes for an error (MAX_ERRNO in include/linux/err.h).</summary>
    internal const int MaxErrno = 4095;

    /// <summary>How many return codes can take turns: the kernel side keeps them in an array of this length.</summary>
    internal const int MaxReturnCodes = 8;

    private protected override string Description => $"{Syscall} {string.Join(", ", ReturnCodes.Select(ErrnoNames.Print))}";
}
