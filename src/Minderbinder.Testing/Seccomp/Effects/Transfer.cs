namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>How a system call transfers bytes: which way, and where in its arguments the particulars are.</summary>
/// <param name="IsWrite">From the process to the file.</param>
/// <param name="Shape">What its second argument points to.</param>
/// <param name="Offset">Which argument is a place in the file, or -1 for the file's own.</param>
/// <param name="Flags">Which argument has flags (RWF_ or MSG_), or -1.</param>
internal sealed record Transfer(bool IsWrite, TransferShape Shape, int Offset = -1, int Flags = -1)
{
    /// <summary>The same calls as <see cref="ShortTransfers"/>; from section 2 of the manual.</summary>
    private static readonly Dictionary<string, Transfer> Table = new()
    {
        ["read"] = new(false, TransferShape.Buffer),
        ["write"] = new(true, TransferShape.Buffer),
        ["pread64"] = new(false, TransferShape.Buffer, Offset: 3),
        ["pwrite64"] = new(true, TransferShape.Buffer, Offset: 3),
        ["readv"] = new(false, TransferShape.Segments),
        ["writev"] = new(true, TransferShape.Segments),
        ["preadv"] = new(false, TransferShape.Segments, Offset: 3),
        ["pwritev"] = new(true, TransferShape.Segments, Offset: 3),
        ["preadv2"] = new(false, TransferShape.Segments, Offset: 3, Flags: 5),
        ["pwritev2"] = new(true, TransferShape.Segments, Offset: 3, Flags: 5),
        ["recvfrom"] = new(false, TransferShape.SocketBuffer, Flags: 3),
        ["sendto"] = new(true, TransferShape.SocketBuffer, Flags: 3),
        ["recvmsg"] = new(false, TransferShape.Message, Flags: 2),
        ["sendmsg"] = new(true, TransferShape.Message, Flags: 2),
    };

    public static Transfer Of(string syscall) => Table[syscall];
}

/// <summary>What the second argument of a call that transfers bytes points to.</summary>
internal enum TransferShape
{
    /// <summary>The bytes; the third argument says how many.</summary>
    Buffer,

    /// <summary>An array of <c>struct iovec</c>; the third argument says how many.</summary>
    Segments,

    /// <summary>The bytes, and the descriptor is a socket.</summary>
    SocketBuffer,

    /// <summary>A <c>struct msghdr</c>.</summary>
    Message,
}
