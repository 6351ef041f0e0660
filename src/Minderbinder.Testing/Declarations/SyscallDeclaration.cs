namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[InjectFailure]</c> says: a failure of a system call, or a file with a whole config.</summary>
internal sealed class SyscallDeclaration : FailureDeclaration
{
    private readonly string? _syscall;
    private readonly Errno[] _errors;

    public SyscallDeclaration(string? syscall, Errno[] errors) => (_syscall, _errors) = (syscall, errors);

    public string? ConfigFile { get; set; }

    public long? ReturnCode { get; set; }

    public long[]? ReturnCodes { get; set; }

    public string? Latency { get; set; }

    public string? Jitter { get; set; }

    public int? Short { get; set; }

    public string? Instead { get; set; }

    public string? Path { get; set; }

    public string[]? Paths { get; set; }

    public int? Descriptor { get; set; }

    public string? Address { get; set; }

    public string[]? Addresses { get; set; }

    public int? Port { get; set; }

    public string[]? Ports { get; set; }

    public string[]? Arguments { get; set; }

    public bool OrTwin { get; set; }

    public bool AllowRuntimeCritical { get; set; }

    public override string Text => ConfigFile is not null ? $"[InjectFailure(ConfigFile = {Quote(ConfigFile)})]"
        : $"[InjectFailure({string.Join(", ", [Quote(_syscall ?? ""), .. _errors.Select(error => $"{nameof(Errno)}.{error}")])})]";

    public override IEnumerable<string> FindProblems()
    {
        if (ConfigFile is null)
            return _syscall is null
                ? ["it names neither a system call nor a ConfigFile; write [InjectFailure(\"fsync\", Errno.EIO)]."]
                : base.FindProblems();
        return _syscall is null && base.ToConfig() == new FailureConfig(new SyscallFailure("")) ? base.FindProblems()
            : ["it has a ConfigFile and other options; write them in the file, or in an attribute of their own."];
    }

    public override FailureConfig ToConfig() =>
        ConfigFile is null ? base.ToConfig() : FailureConfig.FromFile(TestFolder.PathOf(ConfigFile, "ConfigFile"));

    protected override Failure ToFailure()
    {
        long[] returnCodes = [.. ReturnCode is { } one ? [one] : Array.Empty<long>(), .. ReturnCodes ?? []];
        if (_errors.Length > 0 && returnCodes.Length > 0)
            throw new FormatException("it has errors and a ReturnCode; write the errors as negative codes among the ReturnCodes.");

        var failure = WithCommonOptions(new SyscallFailure(_syscall ?? "", _errors));
        var filter = new CallFilter
        {
            Paths = Listed(Path, Paths),
            Descriptor = Descriptor,
            Addresses = Listed(Address, Addresses),
            Ports = ListedPorts(Port, Ports),
            Arguments = [.. (Arguments ?? []).Select(ArgumentCondition.Parse)],
        };
        return failure with
        {
            ReturnCodes = returnCodes.Length > 0 ? [.. returnCodes] : failure.ReturnCodes,
            Latency = Duration(Latency),
            Jitter = Duration(Jitter),
            Short = Short,
            Instead = Instead,
            When = filter == new CallFilter() ? null : filter,
            OrTwin = OrTwin,
            AllowRuntimeCritical = AllowRuntimeCritical,
        };
    }

    private static TimeSpan Duration(string? text) => text is null ? TimeSpan.Zero
        : DurationText.TryParse(text, out var problem) ?? throw new FormatException(problem);
}
