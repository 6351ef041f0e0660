using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.SayYes;

/// <summary>A request that came to a <see cref="SayYesServer"/>.</summary>
public sealed class ReceivedRequest
{
    internal ReceivedRequest()
    {
    }

    /// <summary>The method, such as <c>POST</c>.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>
    /// The path, decoded (but for %2F), without the query. For <c>OPTIONS *</c> and <c>CONNECT</c>, which have none, their target.
    /// </summary>
    public string Path { get; internal init; } = "";

    /// <summary>The query as it came, with the question mark; empty where there is none.</summary>
    public string Query { get; internal init; } = "";

    /// <summary>The version of HTTP: <c>HTTP/1.0</c>, <c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public string Protocol { get; internal init; } = "";

    /// <summary>The headers by name, in capitals or not. Several values of one name stand in one line, with ", " between.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The body's first bytes, <see cref="SayYesOptions.BodyBytesKept"/> at most.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>How many bytes the body had altogether.</summary>
    public long BodyLength { get; internal init; }

    /// <summary>
    /// Whether the request was read to its end. False if the client went away in the middle of the body, or the body was no valid HTTP.
    /// Such a request is neither waited for nor counted by the assertions.
    /// </summary>
    public bool IsComplete { get; internal init; }

    /// <summary>When the head of the request had come, in UTC.</summary>
    public DateTimeOffset ReceivedAt { get; internal init; }

    /// <summary><see cref="Body"/> as UTF-8.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The request in a line: <c>POST /pay?currency=eur, 12 bytes</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method} {Path}{Query}"
        + $"{(!IsComplete ? $", broken off after {BodyLength} bytes of its body" : BodyLength > 0 ? $", {BodyLength} bytes" : "")}");
}
