using System.Text;
using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>A yes of a media type: the shortest document that a parser of that type takes, or nothing for types unknown here.</summary>
internal sealed record Representation(string MediaType, string Body)
{
    private const string Json = "{}";
    private const string Text = "yes";
    private const string Html = "<!DOCTYPE html><html lang=\"en\"><head><title>yes</title></head><body>yes</body></html>";
    private const string Xml = "<yes/>";

    public static Representation Default { get; } = new("application/json", Json);

    /// <summary>What a wildcard may stand for, the first one best.</summary>
    public static IReadOnlyList<Representation> Offered { get; } =
        [Default, new("text/plain", Text), new("text/html", Html), new("application/xml", Xml)];

    public static Representation Of(string mediaType)
    {
        var type = mediaType.ToLowerInvariant();
        return new Representation(mediaType, type switch
        {
            "text/plain" => Text,
            // XHTML is XML, but a browser wants to see a page.
            "text/html" or "application/xhtml+xml" => Html,
            _ when IsOf("json") => Json,
            _ when IsOf("xml") => Xml,
            _ => "",
        });

        bool IsOf(string syntax) => type.EndsWith($"/{syntax}", StringComparison.Ordinal) || type.EndsWith($"+{syntax}", StringComparison.Ordinal);
    }

    public Reply ToReply() => new(
        StatusCodes.Status200OK,
        MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && Body.Length > 0 ? $"{MediaType}; charset=utf-8" : MediaType,
        Encoding.UTF8.GetBytes(Body));
}
