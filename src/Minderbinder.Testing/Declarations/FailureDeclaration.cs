namespace Minderbinder.Testing.Declarations;

/// <summary>What the attributes for system calls and for packets have in common. What is null was not given.</summary>
internal abstract class FailureDeclaration : ConfigDeclaration
{
    public string? Name { get; set; }

    public string? Process { get; set; }

    public string[]? Processes { get; set; }

    public bool Self { get; set; }

    public bool SelfOnAnyThread { get; set; }

    public int? StartDelayMs { get; set; }

    public long? Skip { get; set; }

    public long? Every { get; set; }

    public long? Times { get; set; }

    public double? FailureRate { get; set; }

    public bool Optional { get; set; }

    public ulong? Seed { get; set; }

    public bool DenyIoUring { get; set; }

    public Mechanism? Mechanism { get; set; }

    public bool Verify { get; set; } = true;

    public override FailureConfig ToConfig() => new(ToFailure()) { Seed = Seed, DenyIoUring = DenyIoUring, Mechanism = Mechanism };

    protected abstract Failure ToFailure();

    /// <summary>Sets what all kinds of failure have.</summary>
    protected T WithCommonOptions<T>(T failure) where T : Failure => failure with
    {
        Name = Name,
        Targets =
        [
            .. Listed(Process, Processes).Select(ProcessTarget.Named),
            .. Self ? [ProcessTarget.Self] : Array.Empty<ProcessTarget>(),
            .. SelfOnAnyThread ? [ProcessTarget.SelfOnAnyThread] : Array.Empty<ProcessTarget>(),
        ],
        StartDelay = TimeSpan.FromMilliseconds(StartDelayMs ?? 0),
        Skip = Skip ?? 0,
        Every = Every ?? 1,
        Times = Times,
        FailureRate = FailureRate ?? 100,
        Optional = Optional,
    };

    /// <summary>The one, and those of the list.</summary>
    protected static ValueList<string> Listed(string? one, string[]? list) =>
        [.. one is null ? Array.Empty<string>() : [one], .. list ?? []];

    /// <inheritdoc cref="Listed"/>
    protected static ValueList<PortRange> ListedPorts(int? one, string[]? list) =>
    [
        .. one is { } port ? [port] : Array.Empty<PortRange>(),
        .. (list ?? []).Select(text => PortText.TryParse(text) ?? throw new FormatException(PortText.Problem(text))),
    ];
}
