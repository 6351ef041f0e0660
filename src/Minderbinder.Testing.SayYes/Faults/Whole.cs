using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>No fault: all of the reply, at once.</summary>
internal sealed class Whole : IDelivery
{
    public bool Replies => true;

    public async Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken)
    {
        reply.WriteHead(context, reply.Body.Length);
        if (reply.HasBody(context))
            await context.Response.Body.WriteAsync(reply.Body, cancellationToken);
        reply.WriteTrailers(context.Response);
    }
}
