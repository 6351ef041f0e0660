using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

public class UnsupportedRuleTests
{
    [Theory]
    [InlineData(null, null, true, "CI is not set")]
    [InlineData(null, "", true, "CI is not set")]
    [InlineData(null, "0", true, "CI is not set")]
    [InlineData("", "False", true, "CI is 'False'")]
    [InlineData(null, "true", false, "CI is 'true'; MINDERBINDER_UNSUPPORTED=skip would skip it")]
    [InlineData(null, "1", false, "CI is '1'; MINDERBINDER_UNSUPPORTED=skip would skip it")]
    [InlineData("skip", "true", true, "MINDERBINDER_UNSUPPORTED is 'skip'")]
    [InlineData("fail", null, false, "MINDERBINDER_UNSUPPORTED is 'fail'")]
    public void On_a_build_server_a_test_fails_and_elsewhere_it_is_skipped(string? unsupported, string? ci, bool skips, string reason) =>
        UnsupportedRule.Of(name => name == "CI" ? ci : unsupported).ShouldBe(new UnsupportedRule(skips, reason));

    [Fact]
    public void Another_word_is_an_error() =>
        Should.Throw<FormatException>(() => UnsupportedRule.Of(_ => "ignore"))
            .Message.ShouldBe("The environment variable MINDERBINDER_UNSUPPORTED is 'ignore'; write 'skip' or 'fail', or unset it.");
}
