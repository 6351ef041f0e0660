namespace Minderbinder.Testing;

/// <summary>The words that a config file and messages use for the values of an enum: their names in small letters.</summary>
internal static class EnumWords
{
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
