using System.Globalization;

namespace Minderbinder.Testing.Tests.Scopes;

public class FailureRatesTests
{
    private static readonly SyscallFailure Full = new("write", Errno.ENOSPC) { FailureRate = 50 };
    private static readonly SyscallFailure Broken = new("fsync", Errno.EIO) { Name = "broken" };

    private readonly List<(int, double)> _applied = [];
    private readonly FailureRates _rates;

    public FailureRatesTests() => _rates = new FailureRates(new FailureConfig(Full, Broken), (number, percent) => _applied.Add((number, percent)));

    [Fact]
    public void A_pause_is_a_rate_of_0_and_its_end_the_rate_from_before()
    {
        _rates.SetPaused(Full, true);
        _rates.SetPaused(Full, false);

        _applied.ShouldBe([(0, 0), (0, 50)]);
    }

    [Fact]
    public void A_rate_that_is_set_meanwhile_holds_after_the_pause()
    {
        _rates.SetPaused(Broken, true);
        _rates.SetRate(Broken, 12.5);
        _rates.SetPaused(Broken, false);

        _applied.ShouldBe([(1, 0), (1, 0), (1, 12.5)]);
        _rates.Changes.Select(change => (change.Failure, change.FailureRate, change.IsPaused))
            .ShouldBe([(Broken, 100, true), (Broken, 12.5, true), (Broken, 12.5, false)]);
        _rates.Changes[0].ToString().ShouldEndWith(" broken: paused");
        _rates.Changes[2].ToString().ShouldBe($"{_rates.Changes[2].At.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} broken: 12.5 percent");
    }

    [Fact]
    public void What_changes_nothing_is_no_change()
    {
        _rates.SetPaused(Full, false);
        _rates.SetRate(Full, 50);

        _applied.ShouldBeEmpty();
        _rates.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void An_equal_failure_will_do() => Should.NotThrow(() => _rates.SetPaused(Broken with { }, true));

    [Fact]
    public void Another_failure_is_refused_with_those_there_are() =>
        Should.Throw<ArgumentException>(() => _rates.SetPaused(new SyscallFailure("read", Errno.EIO), true)).Message.ShouldStartWith(
            "The failure 'read EIO' is not one of this scope's: 'write ENOSPC', 'broken'. Pass one of FailureScope.Config.Failures.");
}
