namespace Minderbinder.Testing.Tests;

/// <summary>What every kind of failure must obey, written as records. Every message is pinned.</summary>
public class FailureRulesTests
{
    private static readonly SyscallFailure Valid = new("openat", Errno.ENOENT);

    [Fact]
    public void A_config_without_failures_is_refused() =>
        Problems.Of().ShouldBe(
            ["agents_of_chaos: there is no failure in it; add one under 'syscall' or 'outgoing_network' or 'incoming_network' or 'connections'."]);

    [Fact]
    public void A_valid_config_has_no_problems()
    {
        var config = new FailureConfig(
            Valid with { Name = "a", Targets = ["curl", new string('x', 63), ProcessTarget.Self] },
            Valid with { StartDelay = TimeSpan.FromDays(49), FailureRate = 0 },
            new OutgoingNetworkFailure { FailureRate = 12.5 },
            new IncomingNetworkFailure { Targets = ["curl"] });

        config.FindProblems().ShouldBeEmpty();
        Should.NotThrow(config.Validate);
    }

    [Theory]
    [InlineData(-0.001, "-0.001")]
    [InlineData(100.5, "100.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_rate_outside_0_to_100_is_refused(double rate, string printed) =>
        Problems.Of(Valid with { FailureRate = rate }).ShouldBe(
            [$"agents_of_chaos.syscall[0].failure_rate: the rate is {printed} percent; it must lie between 0 (never) and 100 (always)."]);

    [Fact]
    public void A_negative_delay_is_refused() =>
        Problems.Of(Valid with { StartDelay = TimeSpan.FromMilliseconds(-1.5) }).ShouldBe(
            ["agents_of_chaos.syscall[0].delay_ms: the delay is -1.5 ms; it must lie between 0 and 4233600000 ms (49 days)."]);

    [Fact]
    public void A_delay_beyond_49_days_is_refused() =>
        Problems.Of(Valid with { StartDelay = TimeSpan.FromDays(49) + TimeSpan.FromMilliseconds(1) }).ShouldBe(
            ["agents_of_chaos.syscall[0].delay_ms: the delay is 4233600001 ms; it must lie between 0 and 4233600000 ms (49 days)."]);

    [Fact]
    public void A_schedule_that_cannot_be_is_refused() =>
        Problems.Of(
            Valid with { Skip = -1, Every = 0, Times = 0 },
            new OutgoingNetworkFailure { Every = -5, Times = -1 },
            new IncomingNetworkFailure { Skip = -2 }).ShouldBe(
        [
            "agents_of_chaos.syscall[0].skip: the number to let through is -1; it must be 0 or more.",
            "agents_of_chaos.syscall[0].every: the interval is 0; it must be 1 (each one) or more.",
            "agents_of_chaos.syscall[0].times: the number of injections is 0; it must be 1 or more, and without 'times' there is no limit.",
            "agents_of_chaos.outgoing_network[0].every: the interval is -5; it must be 1 (each one) or more.",
            "agents_of_chaos.outgoing_network[0].times: the number of injections is -1; it must be 1 or more, and without 'times' there is no limit.",
            "agents_of_chaos.incoming_network[0].skip: the number to let through is -2; it must be 0 or more.",
        ]);

    [Fact]
    public void A_schedule_may_be_as_large_as_a_number_can() =>
        Problems.Of(Valid with { Skip = long.MaxValue, Every = long.MaxValue, Times = long.MaxValue, FailureRate = 0 }).ShouldBeEmpty();

    [Fact]
    public void An_empty_name_is_refused() =>
        Problems.Of(Valid with { Name = "" }).ShouldBe(
            ["agents_of_chaos.syscall[0].name: the name is empty; write one, or leave 'name' out."]);

    [Fact]
    public void Half_a_character_in_a_name_is_refused() =>
        Problems.Of(Valid with { Name = "x\ud83d" }).ShouldBe(
            ["agents_of_chaos.syscall[0].name: the name contains half a character (a surrogate without its partner); remove it."]);

    [Fact]
    public void A_name_that_is_taken_is_refused_in_another_section_too() =>
        Problems.Of(Valid, Valid with { Name = "twice" }, new OutgoingNetworkFailure { Name = "twice" }).ShouldBe(
            ["agents_of_chaos.outgoing_network[0].name: the name 'twice' is taken by agents_of_chaos.syscall[1]; give each failure a name of "
                + "its own."]);

    [Fact]
    public void Failures_without_names_do_not_share_one() => Problems.Of(Valid, Valid).ShouldBeEmpty();

    [Fact]
    public void An_empty_process_name_is_refused() =>
        ProblemOfTarget("")
            .ShouldBe("the process name is empty; write the base name of the executable, or leave 'targets' out to mean every process of the scope.");

    [Theory]
    [InlineData("/usr/bin/curl", "the process name '/usr/bin/curl' contains a slash; write the base name of the executable: 'curl'.")]
    [InlineData("bin/", "the process name 'bin/' contains a slash; write the base name of the executable.")]
    public void A_path_is_not_a_process_name(string name, string problem) => ProblemOfTarget(name).ShouldBe(problem);

    [Fact]
    public void A_process_name_over_63_bytes_is_refused()
    {
        // 32 characters of two bytes each.
        var name = new string('ä', 32);

        ProblemOfTarget(name).ShouldBe(
            $"the process name '{name}' has 64 bytes in UTF-8, and at most 63 can be compared; write its first 15, which the kernel keeps as the "
            + "process's comm.");
    }

    [Fact]
    public void A_NUL_in_a_process_name_is_refused() =>
        ProblemOfTarget("a\0b").ShouldBe("the process name contains a NUL character, which the name of a process cannot; remove it.");

    [Fact]
    public void Half_a_character_in_a_process_name_is_refused() =>
        ProblemOfTarget("\udc00").ShouldBe("the process name contains half a character (a surrogate without its partner); remove it.");

    [Fact]
    public void All_problems_are_found_at_once() =>
        Problems.Of(
            new SyscallFailure("opnat", -5000) { Name = "", Targets = ["ok", "a/b"], StartDelay = TimeSpan.FromSeconds(-1), FailureRate = -1 },
            new OutgoingNetworkFailure { Targets = [""], FailureRate = 101 })
            .Select(problem => problem.Split(':')[0])
            .ShouldBe(
            [
                "agents_of_chaos.syscall[0].name",
                "agents_of_chaos.syscall[0].targets[1]",
                "agents_of_chaos.syscall[0].delay_ms",
                "agents_of_chaos.syscall[0].failure_rate",
                "agents_of_chaos.syscall[0].syscall",
                "agents_of_chaos.syscall[0].ret_code",
                "agents_of_chaos.outgoing_network[0].targets[0]",
                "agents_of_chaos.outgoing_network[0].failure_rate",
            ]);

    private static string ProblemOfTarget(string processName)
    {
        const string path = "agents_of_chaos.syscall[0].targets[1]: ";
        var problem = Problems.Of(Valid with { Targets = ["curl", processName] }).ShouldHaveSingleItem();

        problem.ShouldStartWith(path);
        return problem[path.Length..];
    }
}
