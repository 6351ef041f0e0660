namespace Minderbinder.Testing;

/// <summary>Packets that are on their way to the process under test, and that are lost before they arrive or damaged.</summary>
public sealed record IncomingNetworkFailure : NetworkFailure
{
    private protected override string Description => $"incoming packets: {PacketActionNames.Of(Action)}";
}
