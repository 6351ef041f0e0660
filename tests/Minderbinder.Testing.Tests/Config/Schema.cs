using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Minderbinder.Testing.Tests;

/// <summary>Holds YAML against the schema, as an editor does.</summary>
internal static partial class Schema
{
    private static readonly JsonSchema Compiled = JsonSchema.FromText(ConfigSchema.ToJson());

    /// <summary>What only validation can know: more than one key, names elsewhere in the file, bytes of a text, and what is no YAML at all.</summary>
    private static readonly string[] Beyond =
    [
        "is taken by",
        "this is not YAML",
        "there is nothing in it",
        "a second document",
        "indented with a tab",
        "stands for something elsewhere",
        "is given twice",
        "the key appears",
        "cannot be a key",
        "cannot do without",
        "has no ",
        "has neither",
        "no packet goes from",
        "ICMP has no ports",
        "only TCP",
        "a checksum is fixed only",
        "which 'source_port' means as well",
        "bytes in UTF-8",
        "half a character",
        "end before they begin",
        "the port is ",
        "cannot be read",
        "the pattern",
        "the path",
        "more than the latency",
        "the duration is ",
        "cannot be cut short",
        "opens no file",
        "are for launched processes",
        "a slice has",
    ];

    public static string[] ProblemsOf(string yaml)
    {
        if (YamlText.Parse(yaml, new YamlReport()) is not { } root)
            return ["not YAML"];
        var result = Compiled.Evaluate(JsonSerializer.SerializeToElement(JsonOf(root)), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))];
    }

    /// <summary>Whether the schema has to refuse what was refused for this.</summary>
    public static bool Knows(ConfigProblem problem) => !Beyond.Any(beyond => problem.Message.Contains(beyond, StringComparison.Ordinal));

    /// <summary>A value as YAML's core schema reads it.</summary>
    private static JsonNode? JsonOf(YamlValue value) => value switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Where(entry => entry.Key is YamlScalar)
            .DistinctBy(entry => ((YamlScalar)entry.Key).Text)
            .Select(entry => KeyValuePair.Create(((YamlScalar)entry.Key).Text, JsonOf(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(JsonOf)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
        YamlScalar { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
        YamlScalar { IsPlain: true } scalar when Number().IsMatch(scalar.Text) => NumberOf(scalar.Text),
        YamlScalar scalar => scalar.Text,
        var other => other.Kind,
    };

    private static JsonNode NumberOf(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : double.MaxValue;

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
