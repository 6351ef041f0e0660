using System.Text.Json.Nodes;

namespace Minderbinder.Testing;

/// <summary>The schemas of one failure of the network.</summary>
internal static class NetworkSchema
{
    private const int Most = NetworkFailure.MaxItems;

    public static JsonObject Outgoing() => Item(
        PacketActionNames.All,
        (ConfigKeys.DestinationPort, SchemaParts.Ports("The peer's ports.", Most)),
        (ConfigKeys.DestinationAddress, SchemaParts.Addresses("The peer's IP addresses, or networks such as 10.0.0.0/8.", Most)));

    public static JsonObject Incoming() => Item(PacketActionNames.All.Where(name => name != PacketActionNames.Of(PacketAction.Refuse)));

    private static JsonObject Item(IEnumerable<string> actions, params (string Key, JsonObject Value)[] more)
    {
        var item = SchemaParts.Mapping(
        [
            .. SchemaParts.CommonKeys(),
            (ConfigKeys.Protocol, SchemaParts.Words("Default: any.", NetworkProtocolNames.All)),
            (ConfigKeys.Action, SchemaParts.Words("What happens to the packet. Default: drop.", actions)),
            (ConfigKeys.FixChecksum, SchemaParts.Flag("With 'corrupt': whether the checksum is made to fit. Default: false.")),
            .. more,
            (ConfigKeys.SourcePort, SchemaParts.Ports("The ports that packets come from.", Most)),
            (ConfigKeys.SourceAddress, SchemaParts.Addresses("The addresses that packets come from.", Most)),
            (ConfigKeys.LocalPort, SchemaParts.Ports("The process's own ports, whichever way packets go.", Most)),
            (ConfigKeys.MinLength, SchemaParts.Integer("How many bytes of payload a packet has at least. Default: 0.", 0, ushort.MaxValue)),
            (ConfigKeys.Interfaces, SchemaParts.OneOrMore(
                SchemaParts.Text("The names of the interfaces that packets pass. Default: all.", "^[^/:\\s]{1,15}$"), NetworkFailure.MaxInterfaces)),
        ]);
        return item;
    }
}
