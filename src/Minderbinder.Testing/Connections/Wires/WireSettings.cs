namespace Minderbinder.Testing.Connections.Wires;

/// <summary>What becomes of the bytes of one connection.</summary>
/// <param name="Out">Those that the program sends.</param>
/// <param name="Back">Those that it gets.</param>
/// <param name="SlowStart">How long nothing goes through at first.</param>
/// <param name="Cut">When it breaks, and how; or null.</param>
internal sealed record WireSettings(WireDirection Out, WireDirection Back, TimeSpan SlowStart, ConnectionCut? Cut)
{
    /// <summary>All goes through as it comes.</summary>
    public static WireSettings Plain { get; } = new(WireDirection.Plain, WireDirection.Plain, TimeSpan.Zero, null);

    /// <summary>What a failure asks for.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="seed">What the draws of its jitter follow from: the connection's own.</param>
    public static WireSettings Of(ConnectionFailure failure, ulong seed) => failure.ShapesBytes
        ? new(
            new(failure.SendLatency, failure.SendJitter, failure.Bandwidth, failure.Slice, null, ~seed),
            new(failure.Latency, failure.Jitter, failure.Bandwidth, failure.Slice, failure.CorruptAt, seed),
            failure.SlowStart,
            failure.Cut)
        : Plain;
}

/// <summary>What becomes of the bytes that go one way.</summary>
/// <param name="Latency">How much later they arrive.</param>
/// <param name="Jitter">By how much that varies.</param>
/// <param name="Bandwidth">How many per second; null for any.</param>
/// <param name="Slice">How many at once; null for any.</param>
/// <param name="CorruptAt">Which one is damaged; null for none.</param>
/// <param name="Seed">What the draws of the jitter follow from.</param>
internal sealed record WireDirection(TimeSpan Latency, TimeSpan Jitter, long? Bandwidth, int? Slice, long? CorruptAt, ulong Seed)
{
    public static WireDirection Plain { get; } = new(TimeSpan.Zero, TimeSpan.Zero, null, null, null, 0);

    /// <summary>Whether bytes are on their way for a while, so that those after them have to be read meanwhile.</summary>
    public bool HoldsBytes => Latency > TimeSpan.Zero;

    /// <summary>How much later the n-th piece arrives.</summary>
    public TimeSpan LatencyOf(ulong n) =>
        Jitter == TimeSpan.Zero ? Latency : Latency + (Jitter * ((Seccomp.Schedule.RandomNumber(Seed, n) / (double)ulong.MaxValue * 2) - 1));
}
