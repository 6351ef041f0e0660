using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>Reads a request to its end, and puts it into the log however that ends.</summary>
internal sealed class RequestReader(RequestLog log, int bodyBytesKept)
{
    /// <summary>The path that rules and assertions go by.</summary>
    public static string Path(HttpContext context) =>
        context.Request.Path is { HasValue: true } path ? path.Value : context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>A request of which the head has come, and the body has not been read.</summary>
    public static ReceivedRequest Head(HttpContext context) => Describe(context, default, 0, false, DateTimeOffset.UtcNow);

    /// <summary>Notes a request that has no end to wait for: what follows its head is a conversation.</summary>
    public ReceivedRequest Note(HttpContext context) => Add(Describe(context, default, 0, true, DateTimeOffset.UtcNow));

    public async Task<ReceivedRequest> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ReceivedRequest received;
        var receivedAt = DateTimeOffset.UtcNow;
        var body = context.Request.BodyReader;
        var kept = new ArrayBufferWriter<byte>();
        long length = 0;
        var isComplete = false;
        try
        {
            while (!isComplete)
            {
                var result = await body.ReadAsync(cancellationToken);
                length += result.Buffer.Length;
                Keep(result.Buffer, kept);
                isComplete = result.IsCompleted;
                body.AdvanceTo(result.Buffer.End);
            }
        }
        finally
        {
            received = Add(Describe(context, kept.WrittenMemory, length, isComplete, receivedAt));
        }

        return received;
    }

    private ReceivedRequest Add(ReceivedRequest request)
    {
        log.Add(request);
        return request;
    }

    private void Keep(ReadOnlySequence<byte> bytes, ArrayBufferWriter<byte> kept)
    {
        foreach (var segment in bytes.Slice(0, Math.Min(bytes.Length, bodyBytesKept - kept.WrittenCount)))
            kept.Write(segment.Span);
    }

    private static ReceivedRequest Describe(
        HttpContext context, ReadOnlyMemory<byte> body, long length, bool isComplete, DateTimeOffset receivedAt) => new()
        {
            Method = context.Request.Method,
            Path = Path(context),
            Query = context.Request.QueryString.Value ?? "",
            Protocol = context.Request.Protocol,
            Headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value.AsEnumerable()), StringComparer.OrdinalIgnoreCase),
            Body = body,
            BodyLength = length,
            IsComplete = isComplete,
            ReceivedAt = receivedAt,
        };
}
