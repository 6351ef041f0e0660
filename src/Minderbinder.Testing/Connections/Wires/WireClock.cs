using System.Diagnostics;

namespace Minderbinder.Testing.Connections.Wires;

/// <summary>Waits until a time, without a thread. Timers of the runtime count in milliseconds, so to the nearest one.</summary>
internal static class WireClock
{
    public static long Now => Stopwatch.GetTimestamp();

    public static long After(long time, TimeSpan delay) => time + (long)(delay.TotalSeconds * Stopwatch.Frequency);

    /// <summary>How long a number of bytes takes.</summary>
    public static long TimeOf(long bytes, long bytesPerSecond) => (long)((double)bytes / bytesPerSecond * Stopwatch.Frequency);

    /// <summary>Returns at that time, or when the token says that nobody is to wait any more.</summary>
    public static async ValueTask WaitUntilAsync(long time, CancellationToken over)
    {
        // In steps, for a timer takes no more than 49 days, and so that a change of what it is for is not missed.
        while (!over.IsCancellationRequested)
        {
            var left = Math.Round((time - Now) * 1000.0 / Stopwatch.Frequency);
            if (left < 1)
                return;
            await Task.Delay((int)Math.Min(left, int.MaxValue), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
