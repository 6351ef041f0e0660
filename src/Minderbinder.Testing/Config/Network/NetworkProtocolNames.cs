namespace Minderbinder.Testing;

/// <summary>The words that a config file uses for protocols.</summary>
internal static class NetworkProtocolNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<NetworkProtocol>().Select(Of)];

    public static string Of(NetworkProtocol protocol) => protocol.ToString().ToLowerInvariant();
}
