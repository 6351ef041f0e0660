using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>
/// Over HTTP/1.1 a TCP reset of the connection, with TLS or without. Over HTTP/2 a reset of the stream: the connection carries other
/// requests, which are not to suffer.
/// </summary>
internal sealed class Reset : IDelivery
{
    // INTERNAL_ERROR (RFC 9113, 7). Not REFUSED_STREAM, after which clients try again of their own accord.
    private const int InternalError = 2;

    public bool Replies => false;

    public Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpResetFeature>() is { } stream)
        {
            stream.Reset(InternalError);
        }
        else
        {
            // Closing without lingering is what makes the kernel send RST instead of FIN.
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Close(timeout: 0);
            context.Abort();
        }

        return Task.CompletedTask;
    }
}
