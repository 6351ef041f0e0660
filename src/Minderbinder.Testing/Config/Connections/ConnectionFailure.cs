using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>
/// Outgoing TCP connections of the process under test that are slow, break, or are answered by the test. They arrive at a server inside the
/// test process, which answers them, or passes them on to where they were meant to go; the program is configured as ever. The schedule
/// (<see cref="Failure.Skip"/>, <see cref="Failure.Every"/>, <see cref="Failure.Times"/>, <see cref="Failure.FailureRate"/>) counts
/// connections, and with <see cref="Dns"/> questions for names.
/// </summary>
public sealed record ConnectionFailure : Failure
{
    /// <summary>How many ports or addresses a failure can name, and how many hosts.</summary>
    internal const int MaxItems = NetworkFailure.MaxItems;

    /// <inheritdoc cref="MaxItems"/>
    internal const int MaxHosts = 64;

    /// <summary>
    /// The names that connections go to: <c>db.internal</c>, or <c>*.example.com</c> for all names that end so; a <c>*</c> stands for any
    /// characters. They need not exist: the process under test gets an address for each that is made for documentation (192.0.2.1). At most
    /// 64. Defaults to an empty list: any name, and connections to addresses without one.
    /// </summary>
    public ValueList<string> Hosts
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// The IP addresses, v4 or v6, that connections go to: single ones (<c>::1</c>), or all those with a common prefix
    /// (<c>10.0.0.0/8</c>); at most 4. Defaults to an empty list: any address but those of loopback (127.0.0.0/8, ::1), which a failure
    /// reaches only if it names them, or a host that has one.
    /// </summary>
    public ValueList<string> Addresses
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>The ports that connections go to; at most 4. Defaults to an empty list: any port.</summary>
    public ValueList<PortRange> Ports
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// How much later the program gets what its peer sends, and so how much longer a question and its answer take; from 0 to 49 days. With
    /// <see cref="DnsAnswer.Latency"/>, how much later it gets the address. Defaults to <see cref="TimeSpan.Zero"/>.
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// By how much <see cref="Latency"/> varies, in both directions, drawn anew for each piece that arrives; at most as long. What was sent
    /// first arrives first all the same. Defaults to <see cref="TimeSpan.Zero"/>.
    /// </summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How much later the peer gets what the program sends; from 0 to 49 days. Defaults to <see cref="TimeSpan.Zero"/>.</summary>
    public TimeSpan SendLatency { get; init; }

    /// <summary>By how much <see cref="SendLatency"/> varies, as <see cref="Jitter"/> does. Defaults to <see cref="TimeSpan.Zero"/>.</summary>
    public TimeSpan SendJitter { get; init; }

    /// <summary>
    /// How many bytes per second go through a connection at most, in each direction; 1 or more. Defaults to <see langword="null"/>: as many
    /// as can.
    /// </summary>
    public long? Bandwidth { get; init; }

    /// <summary>
    /// How long nothing goes through a new connection; from 0 to 49 days. The program is connected meanwhile, and waits for its first
    /// answer. Defaults to <see cref="TimeSpan.Zero"/>.
    /// </summary>
    public TimeSpan SlowStart { get; init; }

    /// <summary>When the connection breaks, and how. Defaults to <see langword="null"/>: it does not.</summary>
    public ConnectionCut? Cut { get; init; }

    /// <summary>
    /// Into how small pieces what is sent either way is cut, in bytes; each goes as a TCP segment of its own, and a receiver that is slow to
    /// read gets several at once. From 1 to 2,147,483,647. Defaults to <see langword="null"/>: as they come.
    /// </summary>
    public int? Slice { get; init; }

    /// <summary>
    /// Which byte of what the peer sends arrives damaged, all bits flipped; 0 is the first. Defaults to <see langword="null"/>: none.
    /// </summary>
    public long? CorruptAt { get; init; }

    /// <summary>
    /// Whether nothing takes the connection: the program gets <c>ECONNREFUSED</c>; where the programs in the kernel redirect it, it is
    /// connected and then reset. Defaults to <see langword="false"/>.
    /// </summary>
    public bool Refuse { get; init; }

    /// <summary>
    /// What becomes of questions for the names in <see cref="Hosts"/>, or for any. Such a failure is about names alone. Defaults to
    /// <see langword="null"/>: they are answered.
    /// </summary>
    public DnsAnswer? Dns { get; init; }

    /// <summary>
    /// The server of the test that answers, in place of the one that the program means: a <c>SayYesServer</c>, or any by
    /// <see cref="ConnectionAnswer.At"/>. YAML cannot name one. Defaults to <see langword="null"/>: connections are passed on.
    /// </summary>
    public IConnectionAnswer? AnsweredBy { get; init; }

    /// <summary>
    /// Whether a server that says yes to everything answers, one for the scope: the package <c>Minderbinder.Testing.SayYes</c> has it.
    /// Defaults to <see langword="false"/>.
    /// </summary>
    public bool SayYes { get; init; }

    /// <summary>Whether the connection is answered inside the test.</summary>
    internal bool IsAnswered => SayYes || AnsweredBy is not null;

    /// <summary>Whether something becomes of the bytes that go through.</summary>
    internal bool ShapesBytes => Latency != TimeSpan.Zero || Jitter != TimeSpan.Zero || SendLatency != TimeSpan.Zero || SendJitter != TimeSpan.Zero
        || Bandwidth is not null || SlowStart != TimeSpan.Zero || Cut is not null || Slice is not null || CorruptAt is not null;

    private protected override string Description
    {
        get
        {
            List<string> where =
            [
                .. Hosts.Count > 0 ? [string.Join(", ", Hosts)] : Array.Empty<string>(),
                .. Addresses.Count > 0 ? [string.Join(", ", Addresses)] : Array.Empty<string>(),
                .. Ports.Count > 0 ? [string.Create(CultureInfo.InvariantCulture, $"port {string.Join(", ", Ports)}")] : Array.Empty<string>(),
            ];
            return $"{(Dns is null ? "connections" : "names")}{(where.Count == 0 ? "" : $" ({string.Join("; ", where)})")}";
        }
    }
}
