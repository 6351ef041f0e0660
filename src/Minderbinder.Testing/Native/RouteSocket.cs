using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

/// <summary>Asks the kernel about interfaces and what hangs on them: rtnetlink(7), as far as it takes for that.</summary>
internal sealed unsafe class RouteSocket : IDisposable
{
    /// <summary>Interfaces that come, go and change (<c>RTMGRP_LINK</c>).</summary>
    public const uint LinkGroup = 1;

    private const int HeaderSize = 16;
    private const ushort Error = 2; // NLMSG_ERROR
    private const ushort Done = 3; // NLMSG_DONE
    private const ushort DumpRequest = 0x301; // NLM_F_REQUEST | NLM_F_DUMP

    private readonly SafeFileHandle _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <param name="groups">What to be told of without asking.</param>
    public RouteSocket(uint groups = 0)
    {
        _socket = LibC.OpenSocket(LibC.AddressFamilyNetlink, LibC.RawSocket | LibC.CloseOnExec, 0);
        var address = new LibC.NetlinkAddress { Family = LibC.AddressFamilyNetlink, Groups = groups };
        if (_socket.IsInvalid || LibC.Bind(_socket, &address, sizeof(LibC.NetlinkAddress)) < 0)
            throw new Win32Exception();
    }

    /// <summary>All there is of a kind.</summary>
    /// <param name="request">The kind, as the number of the message that asks for it.</param>
    /// <param name="header">What comes before the attributes, in the request and in each answer.</param>
    public List<RouteMessage<T>> Dump<T>(ushort request, T header)
        where T : unmanaged
    {
        var message = new byte[HeaderSize + sizeof(T)];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), request);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), DumpRequest);
        MemoryMarshal.Write(message.AsSpan(HeaderSize), header);
        fixed (byte* pointer = message)
        {
            if (LibC.Send(_socket, pointer, (nuint)message.Length, 0) < 0)
                throw new Win32Exception();
        }

        var answers = new List<RouteMessage<T>>();
        while (true)
        {
            for (var rest = Receive(); !rest.IsEmpty; rest = rest[Padded(Length(rest))..])
            {
                var kind = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
                if (kind == Done)
                    return answers;
                var body = rest[HeaderSize..Length(rest)];
                if (kind == Error)
                    throw new Win32Exception(-BinaryPrimitives.ReadInt32LittleEndian(body));
                answers.Add(new RouteMessage<T>(MemoryMarshal.Read<T>(body), RouteAttributes.Read(body[sizeof(T)..])));
            }
        }
    }

    /// <summary>Waits until there is something to be told. What it was is not looked at: it may have been too much to keep.</summary>
    public void Wait()
    {
        fixed (byte* pointer = _buffer)
            _ = LibC.Receive(_socket, pointer, (nuint)_buffer.Length, 0);
    }

    public void Dispose() => _socket.Dispose();

    private static int Length(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt32LittleEndian(message);

    private static int Padded(int length) => (length + 3) & ~3;

    private ReadOnlySpan<byte> Receive()
    {
        fixed (byte* pointer = _buffer)
        {
            nint size;
            while ((size = LibC.Receive(_socket, pointer, (nuint)_buffer.Length, 0)) < 0)
            {
                if (Marshal.GetLastPInvokeError() != LibC.InterruptedCall)
                    throw new Win32Exception();
            }

            return _buffer.AsSpan(0, (int)size);
        }
    }
}

/// <summary>A message, without the header that all have.</summary>
internal sealed record RouteMessage<T>(T Header, IReadOnlyDictionary<ushort, byte[]> Attributes);
