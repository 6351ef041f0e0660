namespace Minderbinder.Testing.Frameworks.Tests;

/// <summary>A row of [FailureConfigData] brings its scope with it. On whatever kernel: what it launches can be failed without privileges.</summary>
public class RowTests
{
    [Theory]
    [InlineData(InnerRun.XunitV2)]
    [InlineData(InnerRun.XunitV3)]
    [InlineData(InnerRun.NUnit)]
    public async Task A_test_is_run_in_a_scope_for_each_file(string project)
    {
        string[] only = project == InnerRun.XunitV3 ? ["-class", "Inner.Theories"] : ["--TestCaseFilter:FullyQualifiedName~Theories"];
        var run = await InnerRun.StartAsync(project, [], only, "MINDERBINDER_MECHANISM=seccomp_notification");

        foreach (var file in new[] { "no-hostname.yaml", "too-many-files.yaml" })
            run[$"Theories.Each_file_is_a_case({file})"].ShouldSatisfyAllConditions(
                test => test.Message.ShouldBeEmpty(), test => test.Outcome.ShouldBe(InnerTest.Passed));
        var missing = run["Theories.A_missing_folder_is_reported(no-such-folder)"];
        missing.Outcome.ShouldBe(InnerTest.Failed);
        missing.Message.ShouldContain("[FailureConfigData] with no-such-folder on Theories.A_missing_folder_is_reported: The folder '");
    }
}
