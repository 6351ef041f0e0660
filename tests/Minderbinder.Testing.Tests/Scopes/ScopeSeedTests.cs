namespace Minderbinder.Testing.Tests.Scopes;

/// <summary>The variable holds for the whole process, so these run one after the other, beside tests that open no scope.</summary>
public sealed class ScopeSeedTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(ScopeSeed.Variable);

    public ScopeSeedTests() => Environment.SetEnvironmentVariable(ScopeSeed.Variable, null);

    public void Dispose() => Environment.SetEnvironmentVariable(ScopeSeed.Variable, _before);

    [Fact]
    public void A_config_may_have_one() => ScopeSeed.Of(new FailureConfig([]) { Seed = 42 }).ShouldBe(42UL);

    [Fact]
    public void One_is_drawn_otherwise() => ScopeSeed.Of(new FailureConfig([])).ShouldNotBe(ScopeSeed.Of(new FailureConfig([])));

    [Fact]
    public void The_environment_wins()
    {
        Environment.SetEnvironmentVariable(ScopeSeed.Variable, "18446744073709551615");

        ScopeSeed.Of(new FailureConfig([]) { Seed = 42 }).ShouldBe(ulong.MaxValue);
    }

    [Fact]
    public void A_seed_in_the_environment_that_is_no_number_is_refused()
    {
        Environment.SetEnvironmentVariable(ScopeSeed.Variable, "-1");

        Should.Throw<FormatException>(() => ScopeSeed.Of(new FailureConfig([]))).Message.ShouldBe(
            "The environment variable MINDERBINDER_SEED is '-1'; a seed is a number from 0 to 18446744073709551615. Correct it or unset it.");
    }
}
