using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Sweeps.Running;

/// <summary>Lines and messages without what is different in each run: folders, numbers, addresses.</summary>
internal static partial class VaryingText
{
    /// <param name="text">The text.</param>
    /// <param name="home">The folder of the run.</param>
    public static string Without(string text, string home) => Without(text.Replace($"{home}/", "", StringComparison.Ordinal));

    public static string Without(string text) => Numbers().Replace(text, "#");

    [GeneratedRegex("0x[0-9a-fA-F]+|[0-9]+")]
    private static partial Regex Numbers();
}
