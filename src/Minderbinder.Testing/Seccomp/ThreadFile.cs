using System.Buffers.Text;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Files of a thread in /proc, read without allocating: now and then one is read for a call that somebody waits for.</summary>
internal static unsafe class ThreadFile
{
    /// <summary>The path of such a file, with a zero at its end.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="name">The file.</param>
    /// <param name="path">Room for it.</param>
    public static void WritePath(int thread, ReadOnlySpan<byte> name, Span<byte> path)
    {
        "/proc/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(thread, path[6..], out var digits);
        path[6 + digits] = (byte)'/';
        name.CopyTo(path[(7 + digits)..]);
        path[7 + digits + name.Length] = 0;
    }

    /// <summary>Reads the beginning of a file; nothing if it is gone.</summary>
    public static Span<byte> Read(int thread, ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        Span<byte> path = stackalloc byte[64];
        WritePath(thread, name, path);
        fixed (byte* pathPointer = path, bufferPointer = buffer)
        {
            var file = LibC.OpenFile(pathPointer, LibC.CloseOnExec, 0);
            if (file < 0)
                return [];
            var size = LibC.Read(file, bufferPointer, (nuint)buffer.Length);
            _ = LibC.CloseDescriptor(file);
            return buffer[..(int)Math.Max(0, size)];
        }
    }
}
