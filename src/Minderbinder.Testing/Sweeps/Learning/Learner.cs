using Minderbinder.Testing.Sweeps.Running;

namespace Minderbinder.Testing.Sweeps;

/// <summary>Finds out what a run calls when nothing fails.</summary>
internal sealed class Learner(SweepRunner runner, SweepOptions options)
{
    /// <summary>What the system calls of a group are that nothing here can make fail.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Calls of which nothing was told, because they came too fast.</summary>
    public long Untold { get; private set; }

    /// <summary>What the run wrote, without what varies.</summary>
    public HashSet<string> Output { get; } = [];

    /// <summary>Runs it once, and gives its calls in order.</summary>
    /// <exception cref="SweepNotPossibleException">It fails without a failure.</exception>
    public async Task<IReadOnlyList<ObservedCall>> LearnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var all = ObservingConfig.For(options);
            var config = new FailureConfig([.. all.Failures.Where(failure => !LeftOut.Contains(((SyscallFailure)failure).Syscall))]);
            try
            {
                return Read(await runner.RunAsync(config, isLearning: true, cancellationToken));
            }
            catch (SyscallNotSupportedException exception) when (!options.Syscalls.Named.Contains(exception.Syscall))
            {
                LeftOut.Add(exception.Syscall);
            }
        }
    }

    private List<ObservedCall> Read(RunEnd end)
    {
        if (end.HasHung)
        {
            throw new SweepNotPossibleException(
                $"The run takes longer than {DurationText.Print(options.RunTimeout)} without any failure. "
                + $"Give it more time ({nameof(SweepOptions.RunTimeout)}), or see what it waits for.\n{end.Output}");
        }

        if (end.Exception is { } exception)
        {
            throw new SweepNotPossibleException(
                $"The run fails without any failure, and a sweep needs one that passes: {exception.Message}\n{end.Output}", exception);
        }

        Untold = Math.Max(Untold, end.Evidence.Failures.Sum(failure => failure.DroppedEvents));
        Output.UnionWith(end.Lines);
        var injections = end.Injections.OrderBy(injection => injection.At).ToArray();
        var began = injections.Length > 0 ? injections[0].At : default;
        return [.. injections.Select(injection => new ObservedCall(
            injection.Syscall!,
            injection.Subject is null ? SubjectKind.None : ObservingConfig.KindOf((SyscallFailure)injection.Failure),
            end.InFolder(injection.Subject ?? ""),
            injection.At - began,
            injection.ProcessName))];
    }
}
