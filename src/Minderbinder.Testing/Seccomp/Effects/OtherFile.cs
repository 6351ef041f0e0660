using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp.Effects;

/// <summary>Gives a process that opens a file another one, opened by the supervisor as the process asked for its own.</summary>
internal static unsafe class OtherFile
{
    // include/uapi/asm-generic/fcntl.h
    private const int CloseOnExec = 0x80000;
    private const int NoControllingTerminal = 0x100;

    public static void Give(string path, in Call call)
    {
        var listener = call.Listener;
        var flags = FlagsOf(call);
        var file = flags is null ? -1 : Open(path, flags.Value);
        if (file < 0)
        {
            Answer(listener, call.Id, 0, flags is null ? Errno.EFAULT : (Errno)Marshal.GetLastPInvokeError());
            return;
        }

        // Its descriptor is the answer; kernels before 5.14 take that separately.
        var given = new LibC.SeccompFile
        {
            Id = call.Id,
            Flags = LibC.SeccompAddAndAnswer,
            Descriptor = (uint)file,
            NewFlags = (uint)(flags!.Value & CloseOnExec),
        };
        var added = LibC.AddFile(listener, &given);
        var isAnswered = added >= 0;
        if (!isAnswered && (Errno)Marshal.GetLastPInvokeError() == Errno.EINVAL)
        {
            given.Flags = 0;
            added = LibC.AddFile(listener, &given);
        }

        // Where it could not be added, for want of a number for it above all, nothing has answered.
        if (!isAnswered)
            Answer(listener, call.Id, Math.Max(0, added), added < 0 ? (Errno)Marshal.GetLastPInvokeError() : 0);

        _ = LibC.CloseDescriptor(file);
    }

    /// <summary>Never waits, as the open of a FIFO would for its other end; the program's reads and writes may.</summary>
    private static int Open(string path, int flags)
    {
        var file = LibC.OpenFile(path, flags | LibC.NonBlocking | CloseOnExec | NoControllingTerminal, 0b110_100_100);
        if (file >= 0 && (flags & LibC.NonBlocking) == 0)
            LibC.SetFileFlags(file, flags);
        return file;
    }

    /// <summary>What the program wants to do with it; null if it cannot be read.</summary>
    private static int? FlagsOf(in Call call)
    {
        switch (SyscallTable.NameOf(call.Syscall))
        {
            case "open":
                return (int)call.Argument(1);
            case "openat":
                return (int)call.Argument(2);
            default: // openat2: struct open_how begins with them
                Span<byte> how = stackalloc byte[sizeof(ulong)];
                return CallReader.ReadMemory(call, call.Argument(2), how) ? (int)BinaryPrimitives.ReadUInt64LittleEndian(how) : null;
        }
    }

    private static void Answer(int listener, ulong id, int value, Errno error)
    {
        var response = new LibC.SeccompResponse { Id = id, Value = value, Error = -(int)error };
        LibC.Send(listener, &response);
    }
}
