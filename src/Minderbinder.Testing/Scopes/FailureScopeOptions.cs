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

    /// <summary>Whether the kernel is to keep track of the members although no failure needs it: for statistics.</summary>
    internal bool IsTracked { get; init; }
}
