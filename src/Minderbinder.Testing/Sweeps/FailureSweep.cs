using Minderbinder.Testing.Declarations;
using Minderbinder.Testing.Sweeps;
using Minderbinder.Testing.Sweeps.Running;

namespace Minderbinder.Testing;

/// <summary>
/// Runs a test once for each point at which it can fail: it finds out which system calls the processes of the test make, and then fails each
/// of them, once and from then on, each in a run of its own.
/// </summary>
public static class FailureSweep
{
    /// <summary>Sweeps.</summary>
    /// <param name="body">
    /// Runs what is under test and throws if something does not hold that must hold whatever fails. It is called twice to learn, and once for
    /// each point; several times at once if <see cref="SweepOptions.MaxParallel"/> is above 1. It uses the run's folders, no fixed ports, and
    /// leaves no traces.
    /// </param>
    /// <param name="options">What fails, and how far to go; defaults to a new <see cref="SweepOptions"/>.</param>
    /// <param name="cancellationToken">Ends the sweep. Defaults to the test's own, with the packages for xUnit v3 and NUnit.</param>
    /// <returns>What was found; see <see cref="SweepReport.ThrowIfFound"/>.</returns>
    /// <exception cref="SweepNotPossibleException">The run fails without any failure, or makes no call that could fail.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="FileNotFoundException">There is no such <see cref="SweepOptions.Baseline"/>.</exception>
    /// <exception cref="KernelNotSupportedException">Failures cannot be injected here; the message says what would help.</exception>
    /// <exception cref="SyscallNotSupportedException">A system call that the options name cannot be made to fail here.</exception>
    public static async Task<SweepReport> RunAsync(
        Func<SweepRun, Task> body, SweepOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        options ??= new SweepOptions();
        options.Validate();
        var test = AmbientTest.Current;
        var report = await new Sweep(body, options, options.Name ?? test?.DisplayName ?? "sweep", text => test?.Write(text))
            .RunAsync(cancellationToken.CanBeCanceled || test is null ? cancellationToken : test.CancellationToken);
        test?.Write(report.ToString());
        return report;
    }

    /// <summary>Runs the body once, with the failures of one run of a sweep; throws what it throws.</summary>
    /// <param name="body">The body that was swept.</param>
    /// <param name="config">The config of the finding, from <see cref="SweepFinding.Yaml"/> for example.</param>
    /// <param name="options">
    /// The options of the sweep; <see cref="SweepOptions.RunTimeout"/> and <see cref="SweepOptions.ExpectedCrashes"/> count.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What is known of the run's scope.</returns>
    /// <exception cref="SweepFoundException">The run hung, or a process crashed.</exception>
    /// <exception cref="InvalidFailureConfigException">The config has problems; the message lists them all.</exception>
    public static async Task<ScopeEvidence> RepeatAsync(
        Func<SweepRun, Task> body, FailureConfig config, SweepOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return await Repetition.RunAsync(body, config, options ?? new SweepOptions(), cancellationToken);
    }
}
