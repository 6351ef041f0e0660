using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

/// <summary>Messages between unix sockets that keep them apart, with descriptors in them.</summary>
internal static unsafe class DescriptorPassing
{
    private const int PatienceInMilliseconds = 1000;

    /// <summary>
    /// Sends a message, with two descriptors at most. False if the other side is gone, or has not read what it was sent for a second.
    /// </summary>
    public static bool TrySend(SafeHandle socket, ReadOnlySpan<byte> data, params ReadOnlySpan<SafeHandle> descriptors)
    {
        var control = new LibC.DescriptorMessage
        {
            Size = LibC.DescriptorMessage.SizeWith(descriptors.Length),
            Level = LibC.SocketLevel,
            Kind = LibC.Rights,
        };
        for (var i = 0; i < descriptors.Length; i++)
            control.Descriptors[i] = (int)descriptors[i].DangerousGetHandle();

        fixed (byte* pointer = data)
        {
            var buffer = new LibC.Buffer { Data = pointer, Size = (nuint)data.Length };
            var message = new LibC.Message { Buffers = &buffer, BufferCount = 1 };
            if (descriptors.Length > 0)
            {
                message.Control = &control;
                message.ControlSize = (nuint)sizeof(LibC.DescriptorMessage);
            }

            const int Flags = LibC.WithoutSignal | LibC.WithoutWaiting;
            return LibC.SendMessage(socket, &message, Flags) >= 0
                || ((Errno)Marshal.GetLastPInvokeError() is Errno.EAGAIN && AwaitRoom(socket) && LibC.SendMessage(socket, &message, Flags) >= 0);
        }
    }

    /// <summary>
    /// Receives a message into <paramref name="data"/>, with one descriptor if there is one and this process has room for it. Returns its
    /// size; 0 or less if the other side is gone.
    /// </summary>
    public static int Receive(SafeHandle socket, Span<byte> data, out SafeFileHandle? descriptor)
    {
        var control = default(LibC.DescriptorMessage);
        fixed (byte* pointer = data)
        {
            var buffer = new LibC.Buffer { Data = pointer, Size = (nuint)data.Length };
            var message = new LibC.Message
            {
                Buffers = &buffer,
                BufferCount = 1,
                Control = &control,
                ControlSize = LibC.DescriptorMessage.SizeWith(1),
            };
            var size = (int)LibC.ReceiveMessage(socket, &message, LibC.CloseReceivedOnExec);
            var hasOne = size > 0 && message.ControlSize >= LibC.DescriptorMessage.SizeWith(1);
            descriptor = hasOne ? new SafeFileHandle(control.Descriptors[0], ownsHandle: true) : null;
            return size;
        }
    }

    private static bool AwaitRoom(SafeHandle socket)
    {
        var entry = new LibC.PollEntry { Descriptor = (int)socket.DangerousGetHandle(), Requested = LibC.PollOut };
        return LibC.Poll(&entry, 1, PatienceInMilliseconds) > 0;
    }
}
