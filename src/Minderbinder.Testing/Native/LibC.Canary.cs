using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Native;

internal static partial class LibC
{
    /// <summary>A number that is no system call's.</summary>
    public const uint NoSystemCall = 100_000;

    /// <summary>Makes a system call with -1 for each argument.</summary>
    /// <returns>Its error number, or 0. Between this call and that one the runtime does nothing on this thread.</returns>
    public static int TryCall(uint number) => TryCall(number, [-1, -1, -1, -1, -1, -1], out _);

    /// <summary>Makes a system call with these arguments, six at most.</summary>
    /// <inheritdoc cref="TryCall(uint)" path="/returns"/>
    public static int TryCall(uint number, ReadOnlySpan<nint> arguments, out nint result)
    {
        Span<nint> all = stackalloc nint[6];
        arguments.CopyTo(all);
        result = TryCall((nint)number, all[0], all[1], all[2], all[3], all[4], all[5]);
        return result == -1 ? Marshal.GetLastSystemError() : 0;
    }

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "syscall")]
    [SuppressGCTransition]
    private static partial nint TryCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);
}
