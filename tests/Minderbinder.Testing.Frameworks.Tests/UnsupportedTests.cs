namespace Minderbinder.Testing.Frameworks.Tests;

/// <summary>
/// Where no failure can be injected, a test is skipped, and on a build server it fails. On whatever kernel: the tests are run
/// without the capabilities that some mechanisms take, and without the system call that the others do.
/// </summary>
public class UnsupportedTests
{
    private const string Reason = "Run it as root, or with the capabilities BPF, PERFMON and NET_ADMIN";

    private static readonly string[] Powerless = [Path.Combine(AppContext.BaseDirectory, "powerless")];

    [Theory]
    [InlineData(InnerRun.XunitV3)]
    [InlineData(InnerRun.NUnit)]
    public async Task A_test_is_skipped(string project)
    {
        var run = await InnerRun.StartAsync(project, Powerless);

        foreach (var test in WithFailures(run))
            (test.Outcome, test.Message.Contains(Reason, StringComparison.Ordinal)).ShouldBe((InnerTest.Skipped, true), test.ToString());
        run["Theories.Each_file_is_a_case(no-hostname.yaml)"].Outcome.ShouldBe(InnerTest.Skipped);
        run["Passing.Without_attributes_there_is_no_scope"].Outcome.ShouldBe(InnerTest.Passed);
    }

    [Fact]
    public async Task XUnit_v2_skips_what_says_that_it_can_be_skipped_and_fails_the_rest()
    {
        var run = await InnerRun.StartAsync(InnerRun.XunitV2, Powerless);

        // It is decided when they are run, so each row of a theory is skipped by itself.
        string[] names =
        [
            "OnlyXunitV2.A_FailureFact_is_a_test",
            "OnlyXunitV2.A_FailureTheory_is_a_theory(\"cat: /etc/hostname: Permission denied\")",
        ];
        foreach (var name in names)
            (run[name].Outcome, run[name].Message.Contains(Reason, StringComparison.Ordinal)).ShouldBe((InnerTest.Skipped, true), name);
        foreach (var test in WithFailures(run))
        {
            test.Outcome.ShouldBe(InnerTest.Failed, test.ToString());
            test.Message.ShouldContain(Reason);
            test.Message.ShouldContain("[FailureFact] and [FailureTheory] skip it before");
        }

        run["Passing.Without_attributes_there_is_no_scope"].Outcome.ShouldBe(InnerTest.Passed);
    }

    [Theory]
    [InlineData(InnerRun.XunitV2)]
    [InlineData(InnerRun.XunitV3)]
    [InlineData(InnerRun.NUnit)]
    public async Task On_a_build_server_it_fails(string project)
    {
        var run = await InnerRun.StartAsync(project, Powerless, "CI=true");

        foreach (var test in WithFailures(run))
        {
            test.Outcome.ShouldBe(InnerTest.Failed, test.ToString());
            test.Message.ShouldContain(Reason);
            test.Message.ShouldContain("The test fails for that and is not skipped: CI is 'true'; MINDERBINDER_UNSUPPORTED=skip would skip it.");
        }

        run["Theories.Each_file_is_a_case(no-hostname.yaml)"].Outcome.ShouldBe(InnerTest.Failed);
        run.Tests.ShouldNotContain(test => test.Outcome == InnerTest.Skipped);
    }

    [Fact]
    public async Task The_variable_decides_and_another_word_is_an_error()
    {
        (await InnerRun.StartAsync(InnerRun.XunitV3, Powerless, "CI=true", "MINDERBINDER_UNSUPPORTED=skip"))
            ["Passing.An_async_body_is_in_the_scope"].Outcome.ShouldBe(InnerTest.Skipped);

        var test = (await InnerRun.StartAsync(InnerRun.XunitV3, Powerless, "MINDERBINDER_UNSUPPORTED=maybe"))[
            "Passing.An_async_body_is_in_the_scope"];
        test.Outcome.ShouldBe(InnerTest.Failed);
        test.Message.ShouldContain("The environment variable MINDERBINDER_UNSUPPORTED is 'maybe'; write 'skip' or 'fail', or unset it.");
    }

    /// <summary>A wrong declaration is a mistake on every machine.</summary>
    [Theory]
    [InlineData(InnerRun.XunitV2)]
    [InlineData(InnerRun.XunitV3)]
    [InlineData(InnerRun.NUnit)]
    public async Task A_wrong_declaration_fails_all_the_same(string project)
    {
        var test = (await InnerRun.StartAsync(project, Powerless))["WronglyDeclared.An_unknown_system_call"];

        test.Outcome.ShouldBe(InnerTest.Failed);
        test.Message.ShouldContain(
            """[InjectFailure("fsnc", Errno.EIO)] on WronglyDeclared.An_unknown_system_call: there is no system call 'fsnc'; did you mean 'fsync'?""");
    }

    private static InnerTest[] WithFailures(InnerRun run)
    {
        string[] classes = ["Passing", "ClassLevel", "Inherited", "Failing", "Launching", "ParallelOne", "ParallelTwo", "BrokenHooks"];
        var tests = run.Tests.Where(
            test => classes.Contains(test.Name.Split('.')[0]) && !test.Name.EndsWith("no_scope", StringComparison.Ordinal)).ToArray();
        tests.Length.ShouldBeGreaterThan(15);
        return tests;
    }
}
