namespace Minderbinder.Testing.Tests;

public class InvalidFailureConfigExceptionTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void For_YAML_it_lists_lines_and_columns() =>
        Should.Throw<InvalidFailureConfigException>(() => FailureConfig.FromYaml("agents_of_chaos:\n  syscall:\n    - syscall: opnat"))
            .Message.ShouldBe(
                """
                The failure config has 2 problems:
                  line 3, column 7: agents_of_chaos.syscall[0].ret_code: say how the call fails: either 'error' (for example ENOENT) or 'ret_code' (for example -2); or what else happens to it: 'latency', 'short' or 'instead'.
                  line 3, column 16: agents_of_chaos.syscall[0].syscall: there is no system call 'opnat'; did you mean 'openat'?
                """);

    [Fact]
    public void For_records_it_lists_paths() =>
        Should.Throw<InvalidFailureConfigException>(new FailureConfig(new SyscallFailure("opnat", Errno.EIO)).Validate)
            .Message.ShouldBe(
                """
                The failure config has a problem:
                  agents_of_chaos.syscall[0].syscall: there is no system call 'opnat'; did you mean 'openat'?
                """);

    [Fact]
    public void For_a_file_it_lists_places_that_an_editor_can_open()
    {
        File.WriteAllText(_file, "agents_of_chaos:\n\tsyscall:");

        var exception = Should.Throw<InvalidFailureConfigException>(() => FailureConfig.FromFile(_file));

        exception.FileName.ShouldBe(_file);
        exception.Problems.ShouldBe([new ConfigProblem("", "the line is indented with a tab; YAML takes spaces only.", 2, 1)]);
        exception.Message.ShouldBe(
            $"""
            The failure config has a problem:
              {_file}:2:1: the line is indented with a tab; YAML takes spaces only.
            """);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        File.WriteAllBytes(_file, [.. "agents_of_chaos: # "u8, 0xE4]);

        Should.Throw<InvalidFailureConfigException>(() => FailureConfig.FromFile(_file))
            .Message.ShouldBe(
                $"""
                The failure config has a problem:
                  {_file}: this is not text in UTF-8.
                """);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_a_problem_of_the_config() =>
        Should.Throw<FileNotFoundException>(() => FailureConfig.FromFile(_file + ".missing"));

    [Fact]
    public void A_valid_file_gives_its_config()
    {
        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENOENT) { Targets = ["ü"] });
        File.WriteAllText(_file, config.ToYaml());

        FailureConfig.FromFile(_file).ShouldBe(config);
    }

    [Fact]
    public void An_invalid_config_is_not_written() =>
        Should.Throw<InvalidFailureConfigException>(() => new FailureConfig().ToYaml());
}
