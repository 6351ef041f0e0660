using System.Buffers;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>
/// A call that transfers fewer bytes than the program asked for. The supervisor makes it in the program's place, on a duplicate of the
/// descriptor, which shares position, O_APPEND and all else with the program's own; a seccomp filter cannot change a call's arguments.
/// </summary>
internal sealed unsafe class ShortTransfer : IThreadPoolWorkItem
{
    /// <summary>To transfer less than what is allowed is always right, and no caller is to make this process take gigabytes.</summary>
    private const int MaxBytes = 1 << 20;

    private const int MaxSegments = 1024; // UIO_MAXIOV
    private const int PipeBytes = 4096; // PIPE_BUF
    private const int Stream = 1; // SOCK_STREAM
    private const int BrokenPipe = 13; // SIGPIPE
    private const int MessageSize = 56; // struct msghdr
    private const int MessagePeerSize = 8; // msg_namelen
    private const int MessageFlags = 48; // msg_flags

    private readonly Transfer _transfer;
    private readonly int _listener;
    private readonly ulong _id;
    private readonly int _process;
    private readonly int _thread;
    private readonly int _descriptor;
    private readonly LibC.Segment[] _segments; // in the process's memory
    private readonly int _length;
    private readonly long _offset;
    private readonly int _flags;
    private readonly bool _isSocket;
    private readonly ulong _message; // struct msghdr
    private readonly ulong _peerSize;

    private ShortTransfer(Transfer transfer, in Call call, int descriptor, bool isSocket, LibC.Segment[] segments, int length)
    {
        (_transfer, _listener, _id, _process, _thread) = (transfer, call.Listener, call.Id, call.Process.Id, call.Thread.Id);
        (_descriptor, _isSocket, _segments, _length) = (descriptor, isSocket, segments, length);
        _offset = transfer.Offset < 0 ? -1 : (long)call.Argument(transfer.Offset);
        _flags = transfer.Flags < 0 ? 0 : (int)call.Argument(transfer.Flags);
        if (transfer.IsWrite)
            return;
        if (transfer.Shape == TransferShape.Message)
            (_message, _peerSize) = (call.Argument(1), call.Argument(1) + MessagePeerSize);
        else if (transfer.Shape == TransferShape.SocketBuffer && call.Argument(4) != 0)
            _peerSize = call.Argument(5);
    }

    /// <summary>Prepares the shorter call.</summary>
    /// <param name="transfer">What the call is.</param>
    /// <param name="most">How many bytes it may transfer.</param>
    /// <param name="call">The call.</param>
    /// <param name="prepared">Set if the answer is yes; to be performed, or disposed of.</param>
    /// <returns>Yes; none if the call would not be shorter, or transfers messages, which are whole or lost; no if it cannot be told.</returns>
    public static Readable TryPrepare(Transfer transfer, int most, in Call call, out ShortTransfer? prepared)
    {
        prepared = null;
        if (!TryReadSegments(transfer, call, out var segments))
            return Readable.No;
        if (segments is null || segments.Sum(segment => (decimal)segment.Length) <= most)
            return Readable.None;

        var descriptor = call.TakeDescriptor((int)call.Argument(0));
        if (descriptor < 0)
            return (Errno)Marshal.GetLastPInvokeError() == Errno.EBADF ? Readable.None : Readable.No;
        var type = LibC.GetSocketType(descriptor);
        if (type is not (-1 or Stream) || (type == -1 && IsWhole(descriptor)))
        {
            _ = LibC.CloseDescriptor(descriptor);
            return Readable.None;
        }

        prepared = new ShortTransfer(transfer, call, descriptor, type == Stream, segments, Math.Min(most, MaxBytes));
        return Readable.Yes;
    }

    /// <summary>The duplicate of the descriptor.</summary>
    public int Descriptor => _descriptor;

    /// <summary>What to wait for before the call can be made without waiting.</summary>
    public uint ReadyEvents => _transfer.IsWrite ? LibC.EpollOut : LibC.EpollIn;

    /// <summary>Whether the call is one that does not wait: the program asked for that.</summary>
    public bool NeverWaits => (LibC.GetFileFlags(_descriptor) & LibC.NonBlocking) != 0 || (_isSocket && (_flags & LibC.DontWait) != 0);

    private bool IsReady
    {
        get
        {
            var entry = new LibC.PollEntry { Descriptor = _descriptor, Requested = (short)ReadyEvents };
            return LibC.Poll(&entry, 1, 0) > 0;
        }
    }

    /// <summary>Whether its caller still waits for it.</summary>
    public bool IsWanted => LibC.IsWaiting(_listener, _id);

    /// <summary>Makes the call, and answers with what came of it.</summary>
    /// <param name="mayWait">Whether it may wait; otherwise this returns false if it would, and it is to be tried again.</param>
    public bool TryPerform(bool mayWait)
    {
        // Another may have taken meanwhile what it is ready for; on kernels that know better (6.4) the call says so itself.
        if (!mayWait && !NeverWaits && !IsReady)
            return false;

        // A pipe that can be written to has room for so many bytes.
        var length = mayWait || _isSocket ? _length : Math.Min(_length, PipeBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        long result;
        fixed (byte* bytes = buffer)
            result = _transfer.IsWrite ? Write(bytes, length, mayWait) : Read(bytes, length, mayWait);
        ArrayPool<byte>.Shared.Return(buffer);
        if (result == -(long)Errno.EAGAIN && !mayWait && !NeverWaits)
            return false;

        Answer(result);
        return true;
    }

    /// <summary>Notes when it gives up, if the program has set a time for that (SO_RCVTIMEO, SO_SNDTIMEO).</summary>
    public void StartToWait()
    {
        var limit = _isSocket ? LibC.GetSocketTimeout(_descriptor, _transfer.IsWrite ? LibC.SendTimeout : LibC.ReceiveTimeout) : 0;
        DueAt = limit == 0 ? long.MaxValue : Environment.TickCount64 + limit;
    }

    /// <summary>When it gives up.</summary>
    public long DueAt { get; private set; } = long.MaxValue;

    /// <summary>Answers that the time is over in which it could have been made.</summary>
    public void GiveUp() => Answer(-(long)Errno.EAGAIN);

    /// <summary>Leaves the call to the kernel, whole.</summary>
    public void LetGoOn()
    {
        var response = new LibC.SeccompResponse { Id = _id, Flags = LibC.SeccompContinue };
        LibC.Send(_listener, &response);
    }

    /// <summary>Is over, or is not made at all.</summary>
    public void Drop() => _ = LibC.CloseDescriptor(_descriptor);

    /// <summary>A file on a disk: it answers in time, but not at once.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        TryPerform(mayWait: true);
        Drop();
    }

    private long Write(byte* bytes, int length, bool mayWait)
    {
        var have = 0;
        foreach (var (start, part) in Parts(length))
        {
            if (!ProcessMemory.Read(_thread, (ulong)start, new Span<byte>(bytes + have, part)))
                return -(long)Errno.EFAULT;
            have += part;
        }

        var local = new LibC.Segment { Start = (nint)bytes, Length = (nuint)have };
        var done = _isSocket
            ? LibC.Send(_descriptor, bytes, (nuint)have, _flags | LibC.NoSignal | (mayWait ? 0 : LibC.DontWait))
            : Transfer(&local, mayWait);
        if (done >= 0)
            return done;

        var error = (Errno)Marshal.GetLastPInvokeError();
        if (error == Errno.EPIPE && (!_isSocket || (_flags & LibC.NoSignal) == 0))
            LibC.SignalThread(_process, _thread, BrokenPipe);
        return -(long)error;
    }

    private long Read(byte* bytes, int length, bool mayWait)
    {
        var local = new LibC.Segment { Start = (nint)bytes, Length = (nuint)length };
        var done = _isSocket
            ? LibC.Receive(_descriptor, bytes, (nuint)length, _flags | (mayWait ? 0 : LibC.DontWait))
            : Transfer(&local, mayWait);
        if (done < 0)
            return -(long)Marshal.GetLastPInvokeError();

        var given = 0;
        foreach (var (start, room) in Parts((int)done))
        {
            var part = Math.Min(room, (int)done - given);
            if (part > 0 && !ProcessMemory.Write(_thread, (ulong)start, bytes + given, part))
                return -(long)Errno.EFAULT;
            given += part;
        }

        // Who has sent it is not said on a connected stream, and nothing else either.
        Clear(_peerSize);
        if (_message != 0)
            Clear(_message + MessageFlags);
        return done;
    }

    private void Clear(ulong number)
    {
        var none = 0;
        if (number != 0)
            _ = ProcessMemory.Write(_thread, number, (byte*)&none, sizeof(int));
    }

    private nint Transfer(LibC.Segment* local, bool mayWait)
    {
        var done = mayWait ? -1 : Transfer(local, _flags | LibC.NoWait);
        return mayWait || (done < 0 && (Errno)Marshal.GetLastPInvokeError() == Errno.EOPNOTSUPP) ? Transfer(local, _flags) : done;
    }

    private nint Transfer(LibC.Segment* local, int flags) => _transfer.IsWrite
        ? LibC.WriteAt(_descriptor, local, 1, _offset, flags)
        : LibC.ReadAt(_descriptor, local, 1, _offset, flags);

    private void Answer(long result)
    {
        var response = new LibC.SeccompResponse { Id = _id, Value = Math.Max(0, result), Error = (int)Math.Min(0, result) };
        LibC.Send(_listener, &response);
    }

    /// <summary>
    /// Counters, timers, signals and the like (eventfd(2)) have messages too; and O_DIRECT makes a packet of what is written to a pipe, and
    /// has files transferred by whole blocks.
    /// </summary>
    private static bool IsWhole(int descriptor) =>
        (LibC.GetFileFlags(descriptor) & Processor.Here.DirectFlag) != 0
        || new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget?.StartsWith("anon_inode:", StringComparison.Ordinal) == true;

    /// <summary>The parts of the process's memory that the shorter call is about.</summary>
    private IEnumerable<(nint Start, int Length)> Parts(int left)
    {
        for (var i = 0; i < _segments.Length && left > 0; i++)
        {
            var length = (int)Math.Min((nuint)left, _segments[i].Length);
            left -= length;
            yield return (_segments[i].Start, length);
        }
    }

    /// <summary>Where the bytes are; null if the call is none that can be made in another's place. False if it cannot be read.</summary>
    private static bool TryReadSegments(Transfer transfer, in Call call, out LibC.Segment[]? segments)
    {
        var (address, count) = (call.Argument(1), call.Argument(2));
        segments = null;
        switch (transfer.Shape)
        {
            case TransferShape.Buffer or TransferShape.SocketBuffer:
                segments = [new LibC.Segment { Start = (nint)address, Length = (nuint)count }];
                return true;
            case TransferShape.Message:
                Span<ulong> message = stackalloc ulong[MessageSize / sizeof(ulong)];
                if (!CallReader.ReadMemory(call, address, MemoryMarshal.AsBytes(message)))
                    return false;
                if (message[5] != 0) // msg_controllen: descriptors and the like belong to the process
                    return true;
                (address, count) = (message[2], message[3]); // msg_iov, msg_iovlen
                break;
        }

        if (count is 0 or > MaxSegments)
            return true; // nothing to do, or an error
        var read = new LibC.Segment[count];
        if (!CallReader.ReadMemory(call, address, MemoryMarshal.AsBytes(read.AsSpan())))
            return false;
        segments = read;
        return true;
    }
}
