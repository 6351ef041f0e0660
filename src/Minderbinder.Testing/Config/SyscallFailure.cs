using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Minderbinder.Testing;

/// <summary>
/// A system call that returns what the config says instead of doing its work; or one that does its work late, only in part, or on another
/// file (<see cref="Latency"/>, <see cref="Short"/>, <see cref="Instead"/>).
/// </summary>
public sealed record SyscallFailure : Failure
{
    /// <summary>Makes a system call fail with an error, or with several in turn.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="errors">
    /// Up to 8 errors; none only for <see cref="Latency"/>, <see cref="Short"/> and <see cref="Instead"/>. The program finds them in <c>errno</c>,
    /// one for each failing call in turn; see <see cref="ReturnCodes"/>.
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

    /// <inheritdoc cref="SyscallFailure(string, ReadOnlySpan{Errno})"/>
    /// <remarks>For F# and Visual Basic, which know no <c>params</c> of this kind.</remarks>
    [OverloadResolutionPriority(-1)]
    public SyscallFailure(string syscall, params Errno[] errors)
        : this(syscall, new ReadOnlySpan<Errno>(errors))
    {
    }

    /// <summary>Makes a system call fail with an error.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="error">The error, which the program finds in <c>errno</c>.</param>
    /// <inheritdoc cref="SyscallFailure(string, ReadOnlySpan{Errno})" path="/exception"/>
    /// <remarks>Visual Basic would take a single error for the number that it is, and that for a return code.</remarks>
    public SyscallFailure(string syscall, Errno error)
        : this(syscall, new ReadOnlySpan<Errno>(in error))
    {
    }

    /// <summary>Makes a system call return a value.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="Syscall"/>.</param>
    /// <param name="returnCode">What the kernel returns; see <see cref="ReturnCodes"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="syscall"/> is <see langword="null"/>.</exception>
    public SyscallFailure(string syscall, long returnCode)
    {
        Syscall = syscall;
        ReturnCodes = [returnCode];
    }

    /// <inheritdoc cref="SyscallFailure(string, long)"/>
    /// <remarks>For the literal 0, which would otherwise fit an error as well.</remarks>
    public SyscallFailure(string syscall, int returnCode)
        : this(syscall, (long)returnCode)
    {
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
    /// Whether the failure is of another call on a processor that does not have this one: of the call that programs make there instead. arm64 has
    /// no <c>open</c>, <c>mkdir</c>, <c>stat</c>, <c>poll</c> or <c>fork</c>, for example, and its programs make <c>openat</c>, <c>mkdirat</c>,
    /// <c>newfstatat</c>, <c>ppoll</c> and <c>clone</c>. Not with conditions on arguments (<see cref="CallFilter.Arguments"/>), which
    /// the other call has in other places. Defaults to <see langword="false"/>: a config with a call that the processor does not have is refused.
    /// </summary>
    public bool OrTwin { get; init; }

    /// <summary>
    /// What the kernel returns: negative error numbers (-1 to -4095; the C library turns one into -1 and <c>errno</c>), or 0 or
    /// positive numbers, which the program takes for success although nothing was done. Up to 8 of them, taken in turn by the
    /// failing calls, and from the start again after the last. None only where the call does its work, see <see cref="Latency"/>,
    /// <see cref="Short"/> and <see cref="Instead"/>.
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
    /// How much longer the call takes: it waits, and then does its work, or fails with the error or return code if there is one. The process
    /// can be killed meanwhile, and the end of the scope ends the wait. Up to 49 days. Defaults to <see cref="TimeSpan.Zero"/>: no wait.
    /// Launched processes only (<see cref="Mechanism.SeccompNotification"/>).
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// By how much <see cref="Latency"/> varies in both directions, drawn evenly for each call from the seed of the scope; at most as long as
    /// <see cref="Latency"/>. Defaults to <see cref="TimeSpan.Zero"/>: it does not.
    /// </summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>
    /// How many bytes the call reads or writes at most; 1 or more. It returns the number, as POSIX allows, and the program has to go on from
    /// there. For read, write, pread64, pwrite64, readv, writev, preadv, pwritev, preadv2, pwritev2, recvfrom, sendto, recvmsg and sendmsg,
    /// without errors and return codes. Defaults to <see langword="null"/>: all bytes. Launched processes only
    /// (<see cref="Mechanism.SeccompNotification"/>).
    /// </summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A short read is what the field calls it; no type is meant.")]
    public int? Short { get; init; }

    /// <summary>
    /// The absolute path of the file that the program gets in place of the one that it opens; <see cref="CallFilter.Paths"/> says which that
    /// is. For open, openat and openat2, without errors and return codes. Defaults to <see langword="null"/>. Launched processes only
    /// (<see cref="Mechanism.SeccompNotification"/>).
    /// </summary>
    public string? Instead { get; init; }

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

    /// <summary>
    /// Whether the call is to be late, cut short, or given another file: what only a supervisor can do that answers in place of the kernel.
    /// </summary>
    internal bool NeedsSupervisor => Latency != TimeSpan.Zero || Jitter != TimeSpan.Zero || Short is not null || Instead is not null;

    /// <summary>Whether nothing happens to the call but that it is told: for sweeps. No config that a user writes may have such a one.</summary>
    internal bool IsObservation => ReturnCodes.Count == 0 && !NeedsSupervisor;

    private protected override string Description => $"{Syscall} {string.Join(", ", Effects())}";

    private IEnumerable<string> Effects()
    {
        foreach (var code in ReturnCodes)
            yield return ErrnoNames.Print(code);
        if (Short is { } bytes)
            yield return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes at most");
        if (Instead is { } file)
            yield return $"{file} instead";
        if (Latency != TimeSpan.Zero)
            yield return $"{DurationText.Print(Latency)}{(Jitter == TimeSpan.Zero ? "" : $" ± {DurationText.Print(Jitter)}")} late";
    }
}
