namespace Minderbinder.Testing;

/// <summary>
/// A system call fails while the test runs: <c>[InjectFailure("fsync", Errno.EIO, Process = "sqlite3")]</c>. Several on a test and
/// its class add up to one scope, which <see cref="FailureScope.Current"/> is. A test that passes although a failure never happened
/// fails with a <see cref="FailureNotInjectedException"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class InjectFailureAttribute : FailureAttribute
{
    private readonly SyscallDeclaration _declared;

    /// <summary>Makes a system call fail with an error, or with several in turn.</summary>
    /// <param name="syscall">The kernel's name of the call, for example <c>openat</c>; see <see cref="SyscallFailure.Syscall"/>.</param>
    /// <param name="errors">
    /// Up to 8 errors; none with <see cref="ReturnCode"/> or <see cref="ReturnCodes"/>, or where the call does its work, with
    /// <see cref="Latency"/>, <see cref="Short"/> or <see cref="Instead"/>.
    /// </param>
    public InjectFailureAttribute(string syscall, params Errno[] errors)
        : this(new SyscallDeclaration(syscall, errors))
    {
    }

    /// <summary>Takes all failures from a file: <c>[InjectFailure(ConfigFile = "chaos/disk-full.yaml")]</c>.</summary>
    public InjectFailureAttribute()
        : this(new SyscallDeclaration(null, []))
    {
    }

    private InjectFailureAttribute(SyscallDeclaration declared)
        : base(declared) => _declared = declared;

    /// <summary>
    /// A YAML file with failures, instead of all other options. A relative path starts at the folder of the test assembly.
    /// </summary>
    public string? ConfigFile
    {
        get => _declared.ConfigFile;
        set => _declared.ConfigFile = value;
    }

    /// <summary>
    /// What the call returns instead of an error: 0 or more, which the program takes for success, or a negative error number. Where it is
    /// not given (it then reads as 0), the call fails with the errors of the constructor.
    /// </summary>
    public long ReturnCode
    {
        get => _declared.ReturnCode ?? 0;
        set => _declared.ReturnCode = value;
    }

    /// <summary>Several return codes, taken in turn; at most 8.</summary>
    public long[]? ReturnCodes
    {
        get => _declared.ReturnCodes;
        set => _declared.ReturnCodes = value;
    }

    /// <summary>
    /// How much longer the call takes: <c>"200ms"</c>; see <see cref="SyscallFailure.Latency"/>. Alone it means that the call works, later.
    /// Units are us, ms, s, m and h. Defaults to none.
    /// </summary>
    public string? Latency
    {
        get => _declared.Latency;
        set => _declared.Latency = value;
    }

    /// <summary>By how much <see cref="Latency"/> varies in both directions: <c>"50ms"</c>. Defaults to none.</summary>
    public string? Jitter
    {
        get => _declared.Jitter;
        set => _declared.Jitter = value;
    }

    /// <summary>
    /// How many bytes the call reads or writes at most; 1 or more; see <see cref="SyscallFailure.Short"/>. Where it is not given (it then reads
    /// as 0), all.
    /// </summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Naming", "CA1720", Justification = "A short read is what the field calls it; no type is meant.")]
    public int Short
    {
        get => _declared.Short ?? 0;
        set => _declared.Short = value;
    }

    /// <summary>
    /// The absolute path of the file that the program gets in place of the one that <see cref="Path"/> or <see cref="Paths"/> match; see
    /// <see cref="SyscallFailure.Instead"/>. Defaults to none.
    /// </summary>
    public string? Instead
    {
        get => _declared.Instead;
        set => _declared.Instead = value;
    }

    /// <summary>A pattern for the path that the call is about; see <see cref="CallFilter.Paths"/>. Defaults to any path.</summary>
    public string? Path
    {
        get => _declared.Path;
        set => _declared.Path = value;
    }

    /// <summary>Several such patterns, one of which is to match. They add to <see cref="Path"/>.</summary>
    public string[]? Paths
    {
        get => _declared.Paths;
        set => _declared.Paths = value;
    }

    /// <summary>The file descriptor that the call is on; 0 or more. Where it is not given (it then reads as -1), any.</summary>
    public int Descriptor
    {
        get => _declared.Descriptor ?? -1;
        set => _declared.Descriptor = value;
    }

    /// <summary>
    /// The IP address that the call names, or else that of the peer of its socket: <c>::1</c>, or <c>10.0.0.0/8</c>. Defaults to any.
    /// </summary>
    public string? Address
    {
        get => _declared.Address;
        set => _declared.Address = value;
    }

    /// <summary>Several such addresses; at most 4 with <see cref="Address"/>.</summary>
    public string[]? Addresses
    {
        get => _declared.Addresses;
        set => _declared.Addresses = value;
    }

    /// <summary>The port that the call names, or else that of the peer of its socket. Where it is not given (it then reads as 0), any.</summary>
    public int Port
    {
        get => _declared.Port ?? 0;
        set => _declared.Port = value;
    }

    /// <summary>Several ports or ranges: <c>["5432", "8000-8080"]</c>; at most 4 with <see cref="Port"/>.</summary>
    public string[]? Ports
    {
        get => _declared.Ports;
        set => _declared.Ports = value;
    }

    /// <summary>
    /// Conditions on the numbers that are the call's arguments, as <see cref="ArgumentCondition.Parse"/> reads them:
    /// <c>["arg2 &amp; O_WRONLY"]</c>; at most 4. Defaults to any arguments.
    /// </summary>
    public string[]? Arguments
    {
        get => _declared.Arguments;
        set => _declared.Arguments = value;
    }

    /// <summary>
    /// Whether the failure is of the call that programs make instead on a processor that does not have this one: of <c>openat</c> for
    /// <c>open</c> on arm64. Defaults to <see langword="false"/>: the test fails there.
    /// </summary>
    public bool OrTwin
    {
        get => _declared.OrTwin;
        set => _declared.OrTwin = value;
    }

    /// <summary>
    /// Allows <see cref="FailureAttribute.Self"/> for a call without which the .NET runtime of the test process may hang or crash.
    /// Defaults to <see langword="false"/>.
    /// </summary>
    public bool AllowRuntimeCritical
    {
        get => _declared.AllowRuntimeCritical;
        set => _declared.AllowRuntimeCritical = value;
    }
}
