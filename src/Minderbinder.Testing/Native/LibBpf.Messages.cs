using System.Runtime.InteropServices;
using System.Text;

namespace Minderbinder.Testing.Native;

internal static unsafe partial class LibBpf
{
    [LibraryImport(NativeLibraries.LibBpf, EntryPoint = "libbpf_set_print")]
    private static partial nint SetPrint(delegate* unmanaged<int, byte*, nint, int> print);

    [ThreadStatic]
    private static StringBuilder? _messages;

    /// <summary>
    /// Runs <paramref name="action"/> and returns what libbpf had to say meanwhile on this thread, the verifier's log
    /// included. libbpf would print it to standard error otherwise, into the middle of a test run.
    /// </summary>
    public static string Listen(Action action)
    {
        SetPrint(&OnMessage);
        var outer = _messages;
        var messages = _messages = new StringBuilder();
        try
        {
            action();
        }
        finally
        {
            _messages = outer;
        }

        return messages.ToString();
    }

    [UnmanagedCallersOnly]
    private static int OnMessage(int level, byte* format, nint arguments)
    {
        const int Debug = 2;
        if (level >= Debug || _messages is null)
            return 0;

        // A verifier's log comes as one message, as long as libbpf lets it get, and its end holds the reason. Memory that
        // is not written to is not taken.
        const int Size = 16 * 1024 * 1024;
        var buffer = (byte*)NativeMemory.Alloc(Size);
        var length = Math.Min(LibC.FormatArguments(buffer, Size, format, arguments), Size - 1);
        if (length > 0)
            _messages.Append(Encoding.UTF8.GetString(buffer, length));
        NativeMemory.Free(buffer);
        return length;
    }
}
