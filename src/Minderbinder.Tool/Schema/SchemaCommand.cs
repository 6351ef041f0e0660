using System.CommandLine;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Schema;

/// <summary><c>schema</c>: the JSON Schema of failure configs, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of failure configs. An editor that knows it completes and checks them.");
        command.SetAction(_ => Console.Write(ConfigSchema.ToJson()));
        return HelpWithExamples.For(
            command,
            "minderbinder schema > failure-config.schema.json",
            "# and as the first line of a config:",
            "# yaml-language-server: $schema=failure-config.schema.json");
    }
}
