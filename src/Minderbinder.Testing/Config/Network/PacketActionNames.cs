namespace Minderbinder.Testing;

/// <summary>The words that a config file and messages use for what happens to packets.</summary>
internal static class PacketActionNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<PacketAction>().Select(Of)];

    public static string Of(PacketAction action) => action.ToString().ToLowerInvariant();
}
