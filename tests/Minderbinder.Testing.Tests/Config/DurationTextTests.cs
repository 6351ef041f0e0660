namespace Minderbinder.Testing.Tests;

public class DurationTextTests
{
    [Theory]
    [InlineData("200ms", 2_000_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("0.1us", 1)]
    [InlineData("250 us", 2_500)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("4233600s", 42_336_000_000_000)]
    public void A_duration_is_a_number_and_its_unit(string text, long ticks) =>
        DurationText.TryParse(text, out _).ShouldBe(TimeSpan.FromTicks(ticks));

    [Theory]
    [InlineData("200", "'200' has no unit; write for example 200ms or 200s.")]
    [InlineData("soon", "'soon' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("", "'' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("200 days", "'200 days' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("-1s", "'-1s' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("1,5s", "'1,5s' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("1s\n", "'1s\n' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData("0s", "the duration is 0s; it must be longer than 0 and at most 49 days.")]
    [InlineData("0.01us", "the duration is 0.01us; it must be longer than 0 and at most 49 days.")]
    [InlineData("1176.1h", "the duration is 1176.1h; it must be longer than 0 and at most 49 days.")]
    [InlineData(
        "99999999999999999999999999999999h",
        "the duration is 99999999999999999999999999999999h; it must be longer than 0 and at most 49 days.")]
    public void Anything_else_is_refused(string text, string expected)
    {
        DurationText.TryParse(text, out var problem).ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Theory]
    [InlineData(2_000_000, "200ms")]
    [InlineData(20_000_000, "2s")]
    [InlineData(15_000_000, "1500ms")]
    [InlineData(12_345, "1234.5us")]
    [InlineData(42_336_000_000_000, "4233600s")]
    public void It_is_printed_as_it_is_read(long ticks, string text) => DurationText.Print(TimeSpan.FromTicks(ticks)).ShouldBe(text);
}
