using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>
/// The yes to a gRPC call: one empty message and the status OK. An empty message is one of any protobuf type, with all fields at their
/// defaults.
/// </summary>
internal static class Grpc
{
    public const string ContentType = "application/grpc";
    private const string WebContentType = ContentType + "-web";
    private const string WebTextContentType = WebContentType + "-text";
    private const byte TrailersFlag = 0x80;

    // Not compressed, and no bytes long.
    private static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];

    public static bool IsCall(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) is true;

    public static Reply ToReply(HttpRequest request)
    {
        var contentType = request.ContentType!;
        if (!contentType.StartsWith(WebContentType, StringComparison.OrdinalIgnoreCase))
            return new Reply(StatusCodes.Status200OK, contentType, EmptyMessage) { Trailers = [KeyValuePair.Create("grpc-status", "0")] };

        var body = WebBody();
        return new Reply(
            StatusCodes.Status200OK,
            contentType,
            contentType.StartsWith(WebTextContentType, StringComparison.OrdinalIgnoreCase)
                ? Encoding.ASCII.GetBytes(Convert.ToBase64String(body))
                : body);
    }

    /// <summary>Browsers cannot read trailers: in gRPC-Web they are a last message, with a flag.</summary>
    private static byte[] WebBody()
    {
        var trailers = "grpc-status: 0\r\n"u8;
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, trailers.Length);
        return [.. EmptyMessage, TrailersFlag, .. length, .. trailers];
    }
}
