using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>The yes to a WebSocket: the first sub-protocol that the client asks for, and its own messages back.</summary>
internal static class WebSocketEcho
{
    private const int BufferSize = 16 * 1024;

    public static async Task RunAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
        var buffer = new byte[BufferSize];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, cancellationToken);
            }

            await socket.CloseAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, socket.CloseStatusDescription, cancellationToken);
        }
        catch (WebSocketException)
        {
            // The client went away, or broke the protocol. The socket has dealt with both.
        }
    }
}
