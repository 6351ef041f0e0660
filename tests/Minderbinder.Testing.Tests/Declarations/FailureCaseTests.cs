namespace Minderbinder.Testing.Tests.Declarations;

public class FailureCaseTests
{
    [Fact]
    public void A_folder_gives_a_case_for_each_file_sorted_and_named()
    {
        var cases = FailureCase.FromFolder("Files/cases");

        cases.Select(failures => failures.ToString()).ShouldBe(["a-broken.yml", "b-disk-full.yaml"]);
        cases[1].Config.ShouldBe(FailureConfig.FromFile(Path.Combine(AppContext.BaseDirectory, "Files/cases/b-disk-full.yaml")));
    }

    [Fact]
    public void A_bad_file_fails_its_own_case_only() =>
        Should.Throw<InvalidFailureConfigException>(() => FailureCase.FromFolder("Files/cases")[0].Config).Message
            .ShouldContain("did you mean 'fsync'?");

    [Fact]
    public void A_folder_that_is_missing_or_has_no_configs_is_an_error()
    {
        Should.Throw<DirectoryNotFoundException>(() => FailureCase.FromFolder("chaos")).Message
            .ShouldStartWith(
                $"The folder '{AppContext.BaseDirectory}chaos' does not exist. Relative paths start at the folder of the test assembly;");
        Should.Throw<FileNotFoundException>(() => FailureCase.FromFolder("Files/nothing")).Message
            .ShouldStartWith($"There is no .yaml or .yml file in the folder '{AppContext.BaseDirectory}Files/nothing'.");
    }

    [Fact]
    public void For_an_attribute_that_error_is_a_case()
    {
        var failures = FailureCase.Rows("chaos").ShouldHaveSingleItem();

        failures.Name.ShouldBe("chaos");
        Should.Throw<DirectoryNotFoundException>(() => failures.Config);
    }

    [Fact]
    public void A_list_gives_a_case_for_each_failure()
    {
        var named = new SyscallFailure("write", Errno.ENOSPC) { Name = "disk full" };

        var cases = FailureCase.EachOf(new SyscallFailure("fsync", Errno.EIO), named);

        cases.Select(failures => failures.Name).ShouldBe(["fsync EIO", "disk full"]);
        cases[1].Config.ShouldBe(new FailureConfig(named));
    }

    [Fact]
    public void A_case_can_be_handed_to_another_process()
    {
        var file = FailureCase.FromText(FailureCase.Rows("Files/cases")[1].ToText());
        (file.Name, file.OpensScope, file.Config).ShouldBe(("b-disk-full.yaml", true, FailureCase.FromFolder("Files/cases")[1].Config));

        var failure = new SyscallFailure("write", Errno.ENOSPC) { Targets = ["cat"], When = new() { Paths = ["/var/*"] }, Times = 3 };
        var listed = FailureCase.FromText(FailureCase.EachOf(failure)[0].ToText());
        (listed.Name, listed.OpensScope, listed.Config).ShouldBe(("write ENOSPC", false, new FailureConfig(failure)));

        var missing = FailureCase.FromText(FailureCase.Rows("chaos")[0].ToText());
        missing.Name.ShouldBe("chaos");
        Should.Throw<DirectoryNotFoundException>(() => missing.Config);
    }
}
