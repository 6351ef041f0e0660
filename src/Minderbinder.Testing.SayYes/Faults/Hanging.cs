using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>Nothing, until the client gives up or the server stops.</summary>
internal sealed class Hanging : IDelivery
{
    public bool Replies => false;

    public Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
