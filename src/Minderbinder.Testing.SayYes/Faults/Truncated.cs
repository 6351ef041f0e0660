using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>The whole length is promised, half of the body is sent, and then the connection (HTTP/2: the stream) is closed.</summary>
internal sealed class Truncated : IDelivery
{
    public bool Replies => true;

    public async Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken)
    {
        // Of an empty body a byte is missing.
        reply.WriteHead(context, Math.Max(reply.Body.Length, 1));
        if (!reply.HasBody(context))
            return;

        await context.Response.StartAsync(cancellationToken);
        await context.Response.Body.WriteAsync(reply.Body[..(reply.Body.Length / 2)], cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);

        // When a response fails half-way, Kestrel sends what it has and closes the connection, or resets the stream.
        throw new IOException("The response is truncated, as a rule says.");
    }
}
