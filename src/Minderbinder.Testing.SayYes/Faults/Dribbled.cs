using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>The head at once, and the body a few bytes at a time.</summary>
internal sealed class Dribbled(int bytes, TimeSpan pause) : IDelivery
{
    public bool Replies => true;

    public async Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken)
    {
        reply.WriteHead(context, reply.Body.Length);
        if (reply.HasBody(context))
        {
            await context.Response.StartAsync(cancellationToken);
            for (var rest = reply.Body; !rest.IsEmpty; rest = rest[Math.Min(bytes, rest.Length)..])
            {
                await Task.Delay(pause, cancellationToken);
                await context.Response.Body.WriteAsync(rest[..Math.Min(bytes, rest.Length)], cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
        }

        reply.WriteTrailers(context.Response);
    }
}
