using System.Text;
using System.Text.Json;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes;

/// <summary>A reply that a test builds for one request (<see cref="SayYesRule.RespondWith"/>).</summary>
public sealed record SayYesReply
{
    /// <summary>The status, 200 to 599. Defaults to 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>
    /// The body. Defaults to null: one that fits the request, as with a yes; an empty one, if there is a <see cref="ContentType"/>.
    /// </summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's type. Defaults to <c>application/json</c>, where there is a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further headers. Defaults to none. A name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A reply with a text as the body.</summary>
    /// <param name="body">The text, which is sent as UTF-8.</param>
    /// <param name="contentType">Its type. Defaults to <c>text/plain; charset=utf-8</c>.</param>
    /// <param name="status">The status. Defaults to 200.</param>
    public static SayYesReply Text(string body, string contentType = "text/plain; charset=utf-8", int status = 200) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };

    /// <summary>A reply with a value as JSON, with names in camelCase.</summary>
    /// <param name="value">The value.</param>
    /// <param name="status">The status. Defaults to 200.</param>
    /// <exception cref="NotSupportedException">The value cannot be written as JSON.</exception>
    public static SayYesReply Json(object? value, int status = 200) =>
        new() { Status = status, Body = JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web) };

    internal Reply ToReply() => Reply.Of(Status, Body, ContentType ?? (Body is null ? null : Reply.DefaultContentType), Headers);
}
