using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Minderbinder.Testing;

/// <summary>
/// The JSON Schema (draft 7, which editors know) of the YAML: keys, kinds and ranges of values. It accepts all that is valid; what depends
/// on several keys at once, or on the bytes of a text, only validation knows.
/// </summary>
internal static class ConfigSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ToJson() => Root().ToJsonString(Options) + "\n";

    private static JsonObject Root()
    {
        (string Name, JsonObject Item)[] sections =
        [
            (ConfigKeys.SyscallSection, SyscallSchema.Item()),
            (ConfigKeys.OutgoingNetworkSection, NetworkSchema.Outgoing()),
            (ConfigKeys.IncomingNetworkSection, NetworkSchema.Incoming()),
            (ConfigKeys.ConnectionSection, ConnectionSchema.Item()),
        ];
        var agents = SchemaParts.Mapping([.. sections.Select(section => (section.Name, Section(section.Item)))]);
        agents["anyOf"] = new JsonArray([.. sections.Select(section => NotEmpty(section.Name))]);
        var root = SchemaParts.Mapping(
            (ConfigKeys.Root, agents),
            (ConfigKeys.Seed, SchemaParts.Integer("What the draws of failure_rate follow from. Default: drawn, and reported.", 0, ulong.MaxValue)),
            (ConfigKeys.IoUring, SchemaParts.Words("Tells members that there is no io_uring, so that they fall back.", [ConfigKeys.Deny])),
            (ConfigKeys.Mechanism, SchemaParts.Words(
                "The one mechanism that may be used for system calls. Default: the best for each.", MechanismNames.All)));
        root["$schema"] = "http://json-schema.org/draft-07/schema#";
        root["title"] = "Failure config of Minderbinder.Testing";
        root["required"] = new JsonArray(ConfigKeys.Root);
        return root;
    }

    /// <summary>A list, or nothing: what remains when all its failures are commented out.</summary>
    private static JsonObject Section(JsonObject item) => new() { ["type"] = new JsonArray("array", "null"), ["items"] = item };

    private static JsonObject NotEmpty(string section) => new()
    {
        ["properties"] = new JsonObject { [section] = new JsonObject { ["type"] = "array", ["minItems"] = 1 } },
        ["required"] = new JsonArray(section),
    };
}
