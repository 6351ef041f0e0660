using System.IO.Pipes;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Processes;

/// <summary>The reading end of the pipe that a process has as its standard output or standard error.</summary>
internal sealed class OutputPipe(OutputSource source, Stream stream)
{
    private readonly SafeHandle _handle = HandleOf(stream);

    public bool IsOpen { get; private set; } = true;

    /// <summary>The file descriptor, or -1 at the end of the output.</summary>
    public int Descriptor => IsOpen ? (int)_handle.DangerousGetHandle() : -1;

    /// <summary>How many bytes have been written and not been read.</summary>
    private int BytesReady => IsOpen && LibC.Ioctl(_handle, LibC.FionRead, out var bytes) == 0 ? bytes : 0;

    /// <summary>The file descriptor of what <see cref="System.Diagnostics.Process.StandardOutput"/> reads from.</summary>
    public static SafeHandle HandleOf(Stream stream) => stream switch
    {
        // A detail of the runtime; both have been seen.
        PipeStream pipe => pipe.SafePipeHandle,
        FileStream file => file.SafeFileHandle,
        _ => throw new NotSupportedException($"Cannot tell the file descriptor of a {stream.GetType()}."),
    };

    /// <summary>Reads what is there, at most a buffer full; waits when there is nothing yet. Returns the bytes read.</summary>
    public int ReadInto(OutputLog log, Span<byte> buffer)
    {
        var length = stream.Read(buffer);
        if (length > 0)
            log.Append(source, buffer[..length]);
        else
            IsOpen = false;

        return length;
    }

    /// <summary>Reads what had been written when this was called, and no more: others may write for ever.</summary>
    public void DrainInto(OutputLog log, Span<byte> buffer)
    {
        for (var left = BytesReady; left > 0 && IsOpen;)
            left -= ReadInto(log, buffer);

        log.EndLine(source);
    }

    public void Close() => stream.Dispose();
}
