using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>What is said to a request, apart from how it gets there.</summary>
internal sealed partial record Reply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the body is to be sent, even an empty one, and not one that fits the request.</summary>
    public bool HasOwnBody { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Trailers { get; init; } = [];

    public static bool CanHaveBody(int status) => status is not
        (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    public bool HasBody(HttpContext context) => MayHaveBody(context) && !HttpMethods.IsHead(context.Request.Method);

    /// <summary>Sets the status and the headers, with the length that is promised. Once they have gone out it does nothing.</summary>
    public void WriteHead(HttpContext context, long length)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;

        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers.Append(name, value);
        if (!MayHaveBody(context))
            return;
        if (ContentType is not null)
            response.ContentType = ContentType;
        // Over HTTP/1.1 trailers come after the last chunk, so there must be chunks.
        if (Trailers.Count == 0)
            response.ContentLength = length;
    }

    public void WriteTrailers(HttpResponse response)
    {
        if (response.SupportsTrailers())
        {
            foreach (var (name, value) in Trailers)
                response.AppendTrailer(name, value);
        }
    }

    /// <summary>What follows a successful CONNECT is a tunnel, and no body (RFC 9110, 9.3.6).</summary>
    private bool MayHaveBody(HttpContext context) =>
        CanHaveBody(Status) && !(HttpMethods.IsConnect(context.Request.Method) && Status < StatusCodes.Status300MultipleChoices);
}
