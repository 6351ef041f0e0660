using System.Text.Json.Nodes;

namespace Minderbinder.Testing;

/// <summary>What the schemas of all kinds of failures are put together from.</summary>
internal static class SchemaParts
{
    /// <summary>A mapping that has no other keys.</summary>
    public static JsonObject Mapping(params (string Key, JsonObject Value)[] keys) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))),
    };

    /// <summary>Text as it was written: to YAML <c>7z</c> is text, and <c>7</c> a number.</summary>
    public static JsonObject Text(string description, string? pattern = null)
    {
        var text = new JsonObject { ["description"] = description, ["type"] = new JsonArray("string", "number", "boolean"), ["minLength"] = 1 };
        if (pattern is not null)
            text["pattern"] = pattern;
        return text;
    }

    public static JsonObject Words(string description, IEnumerable<string> words) =>
        new() { ["description"] = description, ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static JsonObject Integer(string description, JsonNode least, JsonNode most) =>
        new() { ["description"] = description, ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    public static JsonObject Number(string description, double least, double most) =>
        new() { ["description"] = description, ["type"] = "number", ["minimum"] = least, ["maximum"] = most };

    public static JsonObject Duration(string description) =>
        new() { ["description"] = description, ["type"] = "string", ["pattern"] = "^(?=.*[1-9])[0-9]+(\\.[0-9]+)? ?(us|ms|s|m|h)$" };

    public static JsonObject Flag(string description) => new() { ["description"] = description, ["type"] = "boolean" };

    /// <summary>One of them, or a list that is not empty.</summary>
    public static JsonObject OneOrMore(JsonObject item, int most) => new()
    {
        ["description"] = item["description"]!.DeepClone(),
        ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["items"] = item.DeepClone(), ["minItems"] = 1, ["maxItems"] = most }),
    };

    public static JsonObject Ports(string description, int most) => OneOrMore(
        new()
        {
            ["description"] = description,
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = ushort.MaxValue },
                new JsonObject { ["type"] = "string", ["pattern"] = "^\\s*[0-9]+\\s*(-\\s*[0-9]+\\s*)?$" }),
        },
        most);

    public static JsonObject Addresses(string description, int most) =>
        OneOrMore(new() { ["description"] = description, ["type"] = "string", ["pattern"] = "^[0-9a-fA-F:.]+(/[0-9]{1,3})?$" }, most);

    /// <summary>The keys that every kind of failure has.</summary>
    public static (string Key, JsonObject Value)[] CommonKeys() =>
    [
        (ConfigKeys.Name, Text("What messages call the failure. No two of a config share a name. Default: what it does.")),
        (ConfigKeys.Targets, Targets()),
        (ConfigKeys.DelayMs, Number(
            "How long a process is left alone after it started, in milliseconds. Default: 0.", 0, FailureRules.MaxDelay.TotalMilliseconds)),
        (ConfigKeys.Skip, Integer("How many matching ones are let through first. Default: 0.", 0, long.MaxValue)),
        (ConfigKeys.Every, Integer("K for every K-th of the rest. Default: 1.", 1, long.MaxValue)),
        (ConfigKeys.Times, Integer("How many fail at most. Default: no limit.", 1, long.MaxValue)),
        (ConfigKeys.FailureRate, Number("Percentage of those that fail, drawn anew for each. Default: 100.", 0, 100)),
        (ConfigKeys.Optional, Flag("Whether a block may end without its ever having happened. Default: false.")),
    ];

    private static JsonObject Targets()
    {
        var named = Mapping((ConfigKeys.ProcessName, Text("The base name of the executable, or the process's comm.", "^[^/]+$")));
        named["required"] = new JsonArray(ConfigKeys.ProcessName);
        var self = Mapping((ConfigKeys.Self, new JsonObject
        {
            ["description"] = "The test process itself, on the threads that work for the scope, or on any thread.",
            ["enum"] = new JsonArray(true, ConfigKeys.AnyThread),
        }));
        self["required"] = new JsonArray(ConfigKeys.Self);
        return new()
        {
            ["description"] = "Whom it is for. Default: every process of the scope.",
            ["type"] = "array",
            ["items"] = new JsonObject { ["anyOf"] = new JsonArray(named, self) },
        };
    }
}
