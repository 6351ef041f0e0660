using System.Globalization;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Sweep;

/// <summary>How far a sweep has come, in a line of standard error that is written over and over; nothing where that is no terminal.</summary>
internal sealed class ProgressBar : IProgress<SweepProgress>
{
    private const int Width = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly bool _isShown = !Console.IsErrorRedirected;
    private TimeSpan _drawn;

    public void Report(SweepProgress value)
    {
        if (!_isShown || (value.Elapsed - _drawn < Interval && value.Done < value.Total))
            return;
        _drawn = value.Elapsed;
        Console.Error.Write($"\r{Draw(value)}\u001b[K");
    }

    public void Clear()
    {
        if (_isShown)
            Console.Error.Write("\r\u001b[K");
    }

    public static string Draw(SweepProgress progress)
    {
        var full = progress.Total == 0 ? Width : Width * progress.Done / progress.Total;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{new string('█', full)}{new string('░', Width - full)} {progress.Done} of {progress.Total} runs, {progress.Findings} with findings, "
            + $"{progress.Elapsed.TotalSeconds:0} s");
    }
}
