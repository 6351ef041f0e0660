using System.Text.Json.Nodes;

namespace Minderbinder.Testing;

/// <summary>The schema of one failure of connections.</summary>
internal static class ConnectionSchema
{
    private const string SizePattern = "[0-9]+(\\.[0-9]+)? ?([KMGkmg]?[iI]?[bB])?";

    public static JsonObject Item() => SchemaParts.Mapping(
    [
        .. SchemaParts.CommonKeys(),
        (ConfigKeys.Host, SchemaParts.OneOrMore(
            SchemaParts.Text(
                "The names that connections go to, such as db.internal or *.example.com. They need not exist.",
                "^[A-Za-z0-9*._-]{1,253}$"), ConnectionFailure.MaxHosts)),
        (ConfigKeys.Address, SchemaParts.Addresses(
            "The IP addresses that connections go to, or networks such as 10.0.0.0/8.", ConnectionFailure.MaxItems)),
        (ConfigKeys.Port, SchemaParts.Ports("The ports that connections go to, or ranges such as 8000-8080.", ConnectionFailure.MaxItems)),
        (ConfigKeys.Latency, SchemaParts.Duration("How much later the program gets what its peer sends, such as 300ms. Default: none.")),
        (ConfigKeys.Jitter, SchemaParts.Duration("By how much the latency varies in both directions. Default: none.")),
        (ConfigKeys.SendLatency, SchemaParts.Duration("How much later the peer gets what the program sends. Default: none.")),
        (ConfigKeys.SendJitter, SchemaParts.Duration("By how much that varies. Default: none.")),
        (ConfigKeys.Bandwidth, Text("Bytes per second at most, in each direction, such as 64KB/s. Default: no limit.", $"^{SizePattern}/s$")),
        (ConfigKeys.SlowStart, SchemaParts.Duration("How long nothing goes through a new connection. Default: not at all.")),
        (ConfigKeys.Cut, Cut()),
        (ConfigKeys.Slice, Size("How many bytes arrive at once at most.")),
        (ConfigKeys.CorruptAt, Size("Which byte of what the peer sends arrives damaged; 0 is the first.")),
        (ConfigKeys.Refuse, SchemaParts.Flag("Whether connections are refused. Default: false.")),
        (ConfigKeys.Dns, SchemaParts.Words("What becomes of questions for the names. Default: they are answered.", EnumWords.All<DnsAnswer>())),
        (ConfigKeys.Answer, SchemaParts.Words("Who answers in place of the peer. Default: connections are passed on.", [ConfigKeys.SayYes])),
    ]);

    private static JsonObject Cut()
    {
        var cut = SchemaParts.Mapping(
            (ConfigKeys.After, new()
            {
                ["description"] = "After how many bytes, or how long: 10KB, 2s.",
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                    new JsonObject { ["type"] = "string", ["pattern"] = $"^({SizePattern}|[0-9]+(\\.[0-9]+)? ?(us|ms|s|m|h))$" }),
            }),
            (ConfigKeys.By, SchemaParts.Words("What both ends notice. Default: reset.", EnumWords.All<CutEffect>())));
        cut["description"] = "When the connection breaks, and how.";
        cut["required"] = new JsonArray(ConfigKeys.After);
        return cut;
    }

    private static JsonObject Size(string description) => new()
    {
        ["description"] = description,
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, new JsonObject { ["type"] = "string", ["pattern"] = $"^{SizePattern}$" }),
    };

    private static JsonObject Text(string description, string pattern) =>
        new() { ["description"] = description, ["type"] = "string", ["pattern"] = pattern };
}
