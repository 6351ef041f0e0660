using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
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
    public (LaunchAnswer Answer, SafeFileHandle? Listener)? Receive()
    {
        patience.AwaitReadable(socket.SafeHandle);

        var answer = default(LaunchAnswer);
        var size = DescriptorPassing.Receive(socket.SafeHandle, MemoryMarshal.AsBytes(new Span<LaunchAnswer>(ref answer)), out var listener);
        if (size < 0 && (Errno)Marshal.GetLastPInvokeError() is not Errno.ECONNRESET and var error)
            throw SupervisionNotPossibleException.NoSocket(error);
        if (size <= 0)
            return null;

        // Without room for it here it is lost on the way.
        if (answer.Step == LaunchStep.Supervised && listener is null)
            throw new Win32Exception((int)Errno.EMFILE);
        return (answer, listener);
    }

    public void Dispose() => socket.Dispose();
}
