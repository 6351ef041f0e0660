using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// The memory of a process whose call waits. By process_vm_readv(2), which a kernel may be built without (CONFIG_CROSS_MEMORY_ATTACH) and a
/// container's profile may refuse; then by its file in /proc, which takes the same right.
/// </summary>
internal static unsafe class ProcessMemory
{
    private const int ReadWrite = 2; // O_RDWR

    private static volatile bool _isByFile;

    public static bool Read(int thread, ulong address, Span<byte> to)
    {
        fixed (byte* pointer = to)
        {
            if (!_isByFile && LibC.ReadMemory(thread, address, pointer, to.Length) == to.Length)
                return true;
            return IsRefused() && Transfer(thread, address, pointer, to.Length, isWrite: false);
        }
    }

    public static bool Write(int thread, ulong address, byte* from, int length)
    {
        if (!_isByFile && LibC.WriteMemory(thread, address, from, length) == length)
            return true;
        return IsRefused() && Transfer(thread, address, from, length, isWrite: true);
    }

    /// <summary>Whether the call as such is not to be had, rather than that memory.</summary>
    private static bool IsRefused()
    {
        if (!_isByFile && (Errno)Marshal.GetLastPInvokeError() == Errno.ENOSYS)
            _isByFile = true;
        return _isByFile || (Errno)Marshal.GetLastPInvokeError() == Errno.EPERM;
    }

    private static bool Transfer(int thread, ulong address, byte* bytes, int length, bool isWrite)
    {
        Span<byte> path = stackalloc byte[64];
        ThreadFile.WritePath(thread, "mem"u8, path);
        fixed (byte* pointer = path)
        {
            var file = LibC.OpenFile(pointer, LibC.CloseOnExec | (isWrite ? ReadWrite : 0), 0);
            if (file < 0)
                return false;
            var local = new LibC.Segment { Start = (nint)bytes, Length = (nuint)length };
            var done = isWrite ? LibC.WriteAt(file, &local, 1, (long)address, 0) : LibC.ReadAt(file, &local, 1, (long)address, 0);
            _ = LibC.CloseDescriptor(file);
            return done == length;
        }
    }
}
