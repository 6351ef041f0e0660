using System.CommandLine;
using System.Text.Json;

namespace Minderbinder.Tool.CommandLine;

/// <summary>Options that take a value of an enum, written as words of a config.</summary>
internal static class Choices
{
    public static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");

    /// <summary>An option that takes one of the words, and completes and lists them.</summary>
    public static Option<T?> Option<T>(string name, string description, params T[] without)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Except(without).ToDictionary(WordOf);
        // Long ones would push the descriptions of all options to the right.
        var (areShort, list) = (words.Keys.All(word => word.Length < 10), string.Join(", ", words.Keys));
        var option = new Option<T?>(name)
        {
            Description = areShort ? description : $"{description} One of: {list}.",
            HelpName = areShort ? string.Join("|", words.Keys) : "NAME",
            CustomParser = result =>
            {
                if (words.TryGetValue(result.Tokens[^1].Value, out var value))
                    return value;
                result.AddError($"there is no '{result.Tokens[^1].Value}' for {name}; write {string.Join(" or ", words.Keys)}");
                return null;
            },
        };
        // Those that it comes with are the names as C# has them.
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => words.Keys.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        return option;
    }
}
