using Minderbinder.Testing;
using Minderbinder.Tool.Run;

namespace Minderbinder.Tool.Tests;

public class InjectionLinesTests
{
    private static readonly Failure Locked = new SyscallFailure("openat", Errno.EACCES) { Name = "locked" };

    private readonly List<string> _lines = [];
    private readonly Clock _clock = new();

    [Fact]
    public void A_few_have_a_line_each()
    {
        Add(InjectionLines.Shown, TimeSpan.Zero).Finish();

        _lines.Count.ShouldBe(InjectionLines.Shown);
        _lines[^1].ShouldBe($"locked: openat = EACCES, call {InjectionLines.Shown}, in cat (1)");
    }

    [Fact]
    public void Of_many_there_is_one_line_a_second()
    {
        // A tenth of a second apart: 20 lines, then one for each 10.
        Add(50, TimeSpan.FromMilliseconds(100)).Finish();

        _lines.Skip(InjectionLines.Shown).ShouldBe(
        [
            "locked: 30 injections, 10 since the last line",
            "locked: 40 injections, 10 since the last line",
            "locked: 50 injections, 10 since the last line",
        ]);
    }

    [Fact]
    public void What_came_too_fast_is_told_in_the_end()
    {
        Add(1_000, TimeSpan.Zero).Finish();

        _lines.Skip(InjectionLines.Shown).ShouldBe(["locked: 1000 injections, 980 since the last line"]);
    }

    private InjectionLines Add(int count, TimeSpan apart)
    {
        var lines = new InjectionLines(_lines.Add, _clock);
        for (var i = 1; i <= count; i++)
        {
            lines.Add(Injections.Of(Locked, i));
            _clock.Advance(apart);
        }

        return lines;
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }
}
