using System.Net.Http.Headers;

namespace Minderbinder.Testing.SayYes.Replies;

internal sealed partial record Reply
{
    public const string DefaultContentType = "application/json";

    /// <summary>A reply that a test asks for.</summary>
    /// <exception cref="ArgumentException">Something of it cannot be sent.</exception>
    public static Reply Of(int status, byte[]? body, string? contentType, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (status is < 200 or > 599)
            throw new ArgumentOutOfRangeException(nameof(status), status, "The status of a reply is between 200 and 599.");
        if (body is { Length: > 0 } && !CanHaveBody(status))
            throw new ArgumentException($"A reply with status {status} cannot have a body. Leave it out, or take another status.", nameof(body));
        if (contentType is not null && (!HeaderText.IsValue(contentType) || !MediaTypeHeaderValue.TryParse(contentType, out _)))
            throw new ArgumentException($"'{contentType}' is not a content type. Give one like application/json.", nameof(contentType));
        foreach (var (name, value) in headers)
        {
            if (WhatIsWrongWith(name, value) is { } problem)
                throw new ArgumentException(problem, nameof(headers));
        }

        return new Reply(status, contentType, body) { Headers = headers, HasOwnBody = body is not null || contentType is not null };
    }

    private static string? WhatIsWrongWith(string name, string value)
    {
        if (!HeaderText.IsToken(name))
            return $"'{name}' is not the name of a header.";
        if (!HeaderText.IsValue(value))
            return $"'{value}' cannot be the value of the header {name}: only printable ASCII can.";
        return name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONTENT-TYPE" or "CONNECTION"
            ? $"{name} is set by the server. Give the body and contentType instead."
            : null;
    }
}
