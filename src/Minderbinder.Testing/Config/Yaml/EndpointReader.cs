namespace Minderbinder.Testing;

/// <summary>Reads ports and IP addresses: one of them, or a list.</summary>
internal static class EndpointReader
{
    // Stand for what could not be read. Where a rule objects to one, reading has done so before.
    private const string UnreadableAddress = "";
    private static readonly PortRange UnreadablePort = 0;

    public static ValueList<PortRange> ReadPorts(YamlCursor? ports) => [.. ports?.ItemOrItems().Select(ReadPort) ?? []];

    public static ValueList<string> ReadAddresses(YamlCursor? addresses) =>
        [.. addresses?.ItemOrItems().Select(item => item.Text() ?? UnreadableAddress) ?? []];

    private static PortRange ReadPort(YamlCursor port)
    {
        if (port.Text() is not { } text)
            return UnreadablePort;

        if (PortText.TryParse(text) is { } ports)
            return ports;

        port.Complain(PortText.Problem(text));
        return UnreadablePort;
    }
}
