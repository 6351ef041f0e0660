using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing;

public sealed partial class ProcessUnderTest
{
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Stops the process and everything it started, daemons included: SIGTERM, and SIGKILL for whoever still runs after the grace.
    /// None of them is left when this returns, and <see cref="Output"/> is complete. Does nothing about a process that has exited
    /// and left none behind.
    /// </summary>
    /// <param name="grace">The time between SIGTERM and SIGKILL. Defaults to 5 s; zero kills at once.</param>
    /// <param name="cancellationToken">Cuts the grace short: what still runs is killed at once, and gone when this returns.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grace"/> is negative.</exception>
    /// <exception cref="ProcessWaitException">A process was still there 10 s after SIGKILL. The message names it.</exception>
    public async Task StopAsync(TimeSpan? grace = null, CancellationToken cancellationToken = default)
    {
        var patience = grace ?? DefaultGrace;
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, TimeSpan.Zero, nameof(grace));

        // Looking through all processes of the machine takes milliseconds; a supervisor knows without.
        if (_supervision?.AreAllGone != true)
            await OutsideFlow.RunAsync(() => _tree.StopAsync(patience, cancellationToken));
        await _pump.FinishAsync();
    }

    /// <summary>Stops the process as <see cref="StopAsync"/> does, with its default grace. Later calls wait for the first.</summary>
    /// <exception cref="ProcessWaitException">A process was still there 10 s after SIGKILL. The message names it.</exception>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task StopAndReleaseAsync()
    {
        await StopAsync();
        PidFd?.Dispose();
        try
        {
            await StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // What the test had not flushed has no reader any more.
        }
    }
}
