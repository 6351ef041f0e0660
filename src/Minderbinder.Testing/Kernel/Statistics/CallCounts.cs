namespace Minderbinder.Testing.Kernel.Statistics;

/// <summary>What <see cref="CallStatistics"/> has counted.</summary>
/// <param name="Calls">By the number of the system call.</param>
/// <param name="ContextSwitches">How often one of the processes got a processor.</param>
internal sealed record CallCounts(IReadOnlyList<CallCount> Calls, long ContextSwitches)
{
    public long Succeeded => Calls.Sum(call => call.Succeeded);

    public long Failed => Calls.Sum(call => call.Failed);

    /// <summary>Those that were made, with their names.</summary>
    public IEnumerable<(string Syscall, CallCount Count)> Made =>
        Calls.Index().Where(call => call.Item.Succeeded + call.Item.Failed > 0)
            .Select(call => (SyscallTable.NameOf(call.Index) ?? $"{call.Index}", call.Item));
}

/// <summary>The calls of one number.</summary>
/// <param name="Succeeded">How many did not return an error.</param>
/// <param name="Failed">How many did.</param>
/// <param name="LastNs">When the last one returned, by CLOCK_MONOTONIC.</param>
internal readonly record struct CallCount(long Succeeded, long Failed, long LastNs);
