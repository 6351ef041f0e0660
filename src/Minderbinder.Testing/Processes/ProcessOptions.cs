using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing;

/// <summary>
/// How a process is started that outlives scopes, with <see cref="ProcessUnderTest.Start(System.Diagnostics.ProcessStartInfo, ProcessOptions)"/>.
/// </summary>
public sealed class ProcessOptions
{
    /// <summary>
    /// The system calls that scopes may make fail once the process has joined them, by the kernel's names: <c>fsync</c>. Defaults to none.
    /// </summary>
    /// <remarks>
    /// Without privileges (<see cref="Mechanism.SeccompNotification"/>) a process has to be prepared for this at its start, and a scope
    /// refuses to let one join that was not. Where the programs in the kernel do it, nothing has to be said here, and it does no harm.
    /// Each call in the list costs the process some microseconds whenever it is made, in a scope or not.
    /// </remarks>
    public IReadOnlyCollection<string> MayFail { get; init; } = [];

    /// <summary>
    /// Whether the process is left running when the test process ends without having disposed of it, killed or crashed for example.
    /// Defaults to false: it is ended then, with all that it started, by SIGTERM and two seconds later by SIGKILL. Disposing of it stops it
    /// either way.
    /// </summary>
    /// <remarks>
    /// Failures end with the test process; the calls of a process that is left running work again. Its standard input ends, and what it
    /// writes is read by nobody who keeps it. A small process of the library's own,
    /// <c>mb-guardian</c>, sees to either. It starts with the first process that is launched, and ends with its work.
    /// </remarks>
    public bool KeepRunning { get; init; }

    /// <summary>
    /// What the process is prepared for: errors, and what only a supervisor can do. Without seccomp nothing can be prepared, and where the
    /// programs in the kernel do the errors, nothing has to be.
    /// </summary>
    internal IReadOnlyList<Failure> Failures => MayFail.Count > 0 && SeccompProbe.Check().IsSupported
        ? [.. MayFail.Select(call => new SyscallFailure(call) { Latency = TimeSpan.FromTicks(1) })]
        : [];

    /// <exception cref="ArgumentException">A call is unknown, or cannot be made to fail.</exception>
    internal void Validate(string parameter)
    {
        ArgumentNullException.ThrowIfNull(MayFail, $"{parameter}.{nameof(MayFail)}");
        var problems = MayFail.Select((call, i) => (Place: $"{nameof(MayFail)}[{i}]", Problem: SyscallRules.FindProblemOfName(call ?? "")));
        var list = string.Join('\n', problems.Where(found => found.Problem is not null).Select(found => $"{found.Place}: {found.Problem}"));
        if (list.Length > 0)
            throw new ArgumentException(list, parameter);
    }
}
