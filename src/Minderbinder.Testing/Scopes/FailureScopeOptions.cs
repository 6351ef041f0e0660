using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Minderbinder.Testing;

/// <summary>How a scope is opened.</summary>
public sealed class FailureScopeOptions
{
    /// <summary>
    /// Gets what the library, libbpf and the kernel's verifier have to say. Defaults to nothing; nothing is ever written
    /// to the console.
    /// </summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// Called for each injection, soon after it happened and in that order, on a pool thread and in no async flow. It may use the scope,
    /// and may close it. What it throws goes to <see cref="Logger"/>. Closing the scope waits until it was called for all injections,
    /// unless it is the callback that closes it. A callback that is 65,536 injections behind is not told of those that follow; they are
    /// among <see cref="FailureEvidence.DroppedEvents"/>. Defaults to null.
    /// </summary>
    public Action<Injection>? OnInjected { get; init; }

    /// <summary>How many injections <see cref="FailureScope.GetInjections"/> keeps, the last ones. Defaults to 10,000.</summary>
    public int InjectionsKept { get; init; } = 10_000;

    /// <summary>
    /// Whether a block that ends well fails with a <see cref="FailureNotInjectedException"/> if one of its failures was
    /// never injected. Defaults to true. A single failure is left out by <see cref="Failure.Optional"/>.
    /// </summary>
    public bool Verify { get; init; } = true;

    /// <summary>
    /// The one mechanism that may be used for system calls. Defaults to null: that of the config
    /// (<see cref="FailureConfig.Mechanism"/>), or else the best one that works here, for each system call. The environment variable
    /// <c>MINDERBINDER_MECHANISM</c> goes first: <c>syscall_modify_return</c>, <c>syscall_kprobe</c>, <c>security_hook</c> or
    /// <c>seccomp_notification</c>.
    /// </summary>
    /// <exception cref="ArgumentException">It is none for system calls.</exception>
    public Mechanism? Mechanism
    {
        get;
        init => field = value is { } mechanism && MechanismNames.FindProblem(mechanism) is { } problem ? throw new ArgumentException(problem) : value;
    }

    /// <summary>
    /// Whether every connection of the members to the ports 80 and 443 is answered by a server that says yes to everything, one for the
    /// scope, whatever host it is for, and whether that exists or not. It takes the package <c>Minderbinder.Testing.SayYes</c>. The config's own
    /// failures of connections go first. Defaults to false.
    /// </summary>
    public bool SayYes { get; init; }

    /// <summary>
    /// The hosts that members may connect to: names as in <see cref="ConnectionFailure.Hosts"/>, IP addresses, or networks
    /// (<c>10.0.0.0/8</c>). A block that ends well fails with an <see cref="UnexpectedConnectionException"/> if one connected to another, over TCP,
    /// whoever answered. Loopback (127.0.0.0/8, ::1) is always allowed. An empty list allows nothing else: nothing leaves the machine.
    /// Defaults to null: anything is allowed.
    /// </summary>
    /// <exception cref="ArgumentException">A host is neither.</exception>
    public IReadOnlyCollection<string>? AllowedHosts
    {
        get;
        init => field = value is null || Connections.AllowedHosts.FindProblem(value) is not { } problem
            ? value
            : throw new ArgumentException(problem);
    }

    /// <summary>Whether there is something to do although the config has no failure.</summary>
    internal bool WatchesConnections => SayYes || AllowedHosts is not null;

    /// <summary>Servers for the services that a test names. The scope stops them.</summary>
    internal Connections.NamedServers Servers { get; init; } = new();

    /// <summary>Whether the kernel is to keep track of the members although no failure needs it: for statistics.</summary>
    internal bool IsTracked { get; init; }
}
