namespace Minderbinder.Testing;

/// <summary>Reads one failure of the network. Its sections differ in the keys for where packets go.</summary>
internal static class NetworkReader
{
    // Stands for the name of an interface that could not be read; reading has objected before a rule does.
    private const string UnreadableInterface = "";

    private static readonly string[] IncomingKeys =
    [
        ConfigKeys.Name,
        ConfigKeys.Protocol,
        ConfigKeys.Action,
        ConfigKeys.FixChecksum,
        ConfigKeys.SourcePort,
        ConfigKeys.SourceAddress,
        ConfigKeys.LocalPort,
        ConfigKeys.MinLength,
        ConfigKeys.Interfaces,
        ConfigKeys.Targets,
        ConfigKeys.DelayMs,
        ConfigKeys.Skip,
        ConfigKeys.Every,
        ConfigKeys.Times,
        ConfigKeys.FailureRate,
        ConfigKeys.Optional,
    ];

    private static readonly string[] OutgoingKeys = [.. IncomingKeys, ConfigKeys.DestinationPort, ConfigKeys.DestinationAddress];

    private static readonly Dictionary<string, string> NotOfIncoming = new()
    {
        [ConfigKeys.DestinationPort] =
            $"incoming packets come from a peer's port ('{ConfigKeys.SourcePort}') to one of the process's own "
                + $"('{ConfigKeys.LocalPort}'); write one of these.",
        [ConfigKeys.DestinationAddress] =
            $"incoming packets come from a peer's address ('{ConfigKeys.SourceAddress}') to one of this machine's own; "
                + $"write '{ConfigKeys.SourceAddress}' or '{ConfigKeys.Interfaces}'.",
    };

    public static Failure ReadOutgoing(YamlCursor item)
    {
        var failure = new OutgoingNetworkFailure();
        if (item.Keys(OutgoingKeys) is not { } keys)
            return failure;

        failure = failure with
        {
            DestinationPorts = EndpointReader.ReadPorts(keys[ConfigKeys.DestinationPort]),
            DestinationAddresses = EndpointReader.ReadAddresses(keys[ConfigKeys.DestinationAddress]),
        };
        return WithSharedKeys(failure, keys);
    }

    public static Failure ReadIncoming(YamlCursor item)
    {
        var failure = new IncomingNetworkFailure();
        return item.Keys(IncomingKeys, NotOfIncoming) is { } keys ? WithSharedKeys(failure, keys) : failure;
    }

    private static Failure WithSharedKeys(NetworkFailure failure, MappingReader keys) => FailureReader.WithCommonKeys(
        failure with
        {
            Protocol = (NetworkProtocol)ReadWord(keys[ConfigKeys.Protocol], NetworkProtocolNames.All, "protocol"),
            Action = (PacketAction)ReadWord(keys[ConfigKeys.Action], PacketActionNames.All, "action"),
            FixChecksum = keys[ConfigKeys.FixChecksum]?.Flag() ?? false,
            SourcePorts = EndpointReader.ReadPorts(keys[ConfigKeys.SourcePort]),
            SourceAddresses = EndpointReader.ReadAddresses(keys[ConfigKeys.SourceAddress]),
            LocalPorts = EndpointReader.ReadPorts(keys[ConfigKeys.LocalPort]),
            MinLength = keys[ConfigKeys.MinLength]?.Integer(NetworkRules.MinLengthOutOfRange) ?? failure.MinLength,
            Interfaces = [.. keys[ConfigKeys.Interfaces]?.ItemOrItems().Select(name => name.Text() ?? UnreadableInterface) ?? []],
        },
        keys);

    /// <summary>
    /// The word's place among those of an enum: 0, the default, if it is left out, and -1, which is no value, if it is none of them.
    /// </summary>
    public static int ReadWord(YamlCursor? key, IReadOnlyList<string> words, string what)
    {
        if (key is null)
            return 0;
        if (key.Text() is not { } word)
            return -1;

        var index = words.ToList().IndexOf(word);
        if (index < 0)
        {
            key.Complain(
                NearestName.To(word, words) is { } nearest
                    ? $"there is no {what} '{word}'; did you mean '{nearest}'?"
                    : $"there is no {what} '{word}', only {string.Join(", ", words.Select(known => $"'{known}'"))}.");
        }

        return index;
    }
}
