namespace Minderbinder.Testing.Tests.Processes;

public class TimeoutSettingTests
{
    [Theory]
    [InlineData(null, 30)]
    [InlineData("", 30)]
    [InlineData("90s", 90)]
    [InlineData("2m", 120)]
    public void The_variable_decides_or_it_is_30_seconds(string? variable, int seconds) => Of(variable).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_variable_that_is_no_duration_is_an_error() => Should.Throw<FormatException>(() => Of("90")).Message.ShouldBe(
        "The environment variable MINDERBINDER_TIMEOUT is '90': '90' has no unit; write for example 90ms or 90s. Correct it or unset it.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(50 * 24 * 3600)]
    public void A_default_that_is_no_timeout_is_refused(int seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ProcessUnderTest.DefaultTimeout = TimeSpan.FromSeconds(seconds))
            .Message.ShouldStartWith("The timeout must be longer than 0 and at most 49 days.");

    private static TimeSpan Of(string? variable) => TimeoutSetting.Of(name => name == "MINDERBINDER_TIMEOUT" ? variable : null);
}
