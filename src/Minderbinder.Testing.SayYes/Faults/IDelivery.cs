using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Faults;

/// <summary>How a reply gets to the client, or fails to.</summary>
internal interface IDelivery
{
    /// <summary>Whether anything of the reply is sent at all.</summary>
    bool Replies { get; }

    Task DeliverAsync(HttpContext context, Reply reply, CancellationToken cancellationToken);
}
