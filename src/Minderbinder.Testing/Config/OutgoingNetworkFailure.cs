namespace Minderbinder.Testing;

/// <summary>Packets that the process under test sends and that never arrive; the sender is not told.</summary>
public sealed record OutgoingNetworkFailure : Failure
{
    private protected override string Description => "outgoing packets lost";
}
