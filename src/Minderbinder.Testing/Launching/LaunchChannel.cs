using System.Net.Sockets;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>The connection with the launcher of one process.</summary>
internal sealed class LaunchChannel(Socket socket, LaunchPatience patience) : IDisposable
{
    public void Send(ReadOnlySpan<byte> message)
    {
        try
        {
            socket.Send(message);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            throw patience.Ended();
        }
    }

    /// <summary>Tells it to execute a program.</summary>
    public void Execute(string path, string firstArgument) => Send(Encoding.UTF8.GetBytes($"{path}\0{firstArgument}\0"));

    /// <summary>
    /// Waits for what the launcher has to say, and for the descriptor that may come with it. Null if it has closed the connection.
    /// </summary>
    public unsafe (LaunchAnswer Answer, SafeFileHandle? Listener)? Receive()
    {
        patience.AwaitReadable(socket.SafeHandle);

        LaunchAnswer answer;
        var control = default(LibC.DescriptorMessage);
        var buffer = new LibC.Buffer { Data = &answer, Size = (nuint)sizeof(LaunchAnswer) };
        var message = new LibC.Message
        {
            Buffers = &buffer,
            BufferCount = 1,
            Control = &control,
            ControlSize = (nuint)sizeof(LibC.DescriptorMessage),
        };
        var size = LibC.ReceiveMessage(socket.SafeHandle, &message, LibC.CloseReceivedOnExec);
        if (size <= 0)
            return null;

        // Without a descriptor to spare here it is lost on the way.
        var hasDescriptor = message.ControlSize >= LibC.DescriptorMessage.LengthWithOne;
        if (answer.Step == LaunchStep.Supervised && !hasDescriptor)
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        return (answer, hasDescriptor ? new SafeFileHandle(control.Descriptor, ownsHandle: true) : null);
    }

    public void Dispose() => socket.Dispose();
}
