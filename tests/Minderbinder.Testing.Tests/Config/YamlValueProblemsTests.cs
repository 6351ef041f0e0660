namespace Minderbinder.Testing.Tests;

/// <summary>Values of the wrong kind. Every message is pinned.</summary>
public class YamlValueProblemsTests
{
    [Theory]
    [InlineData("100%", "must be a number, not '100%'.")]
    [InlineData("often", "must be a number, not 'often'.")]
    [InlineData("\"100\"", "must be a number, not text; remove the quotes around '100'.")]
    [InlineData("", "must be a number, not nothing.")]
    [InlineData("[100]", "must be a number, not a list.")]
    [InlineData("{percent: 100}", "must be a number, not a mapping with keys.")]
    [InlineData("0x10", "must be a number, not '0x10'.")]
    [InlineData(".nan", "must be a number, not '.nan'.")]
    [InlineData("'12,5'", "must be a number, not '12,5'.")]
    [InlineData("100.001", "the rate is 100.001 percent; it must lie between 0 (never) and 100 (always).")]
    [InlineData("1e999", "the rate is Infinity percent; it must lie between 0 (never) and 100 (always).")]
    public void Rate(string value, string problem) => ProblemOf("failure_rate", value).ShouldBe(problem);

    [Theory]
    [InlineData("1s", "must be a number, not '1s'.")]
    [InlineData("\"100\"", "must be a number, not text; remove the quotes around '100'.")]
    [InlineData("-1", "the delay is -1 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("4233600001", "the delay is 4233600001 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("1e300", "the delay is 1e300 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("NaN", "the delay is NaN ms; it must lie between 0 and 4233600000 ms (49 days).")]
    public void Delay(string value, string problem) => ProblemOf("delay_ms", value).ShouldBe(problem);

    [Theory]
    [InlineData("-2.5", "must be a whole number that fits 64 bits, not '-2.5'.")]
    [InlineData("ENOENT", "must be a whole number that fits 64 bits, not 'ENOENT'.")]
    [InlineData("9223372036854775808", "must be a whole number that fits 64 bits, not '9223372036854775808'.")]
    [InlineData("\"-2\"", "must be a whole number that fits 64 bits, not text; remove the quotes around '-2'.")]
    [InlineData("-4096", "the return code is -4096, and no error has that number; write -1 to -4095 for an error, 0 or more for a success.")]
    public void Return_code(string value, string problem) => ProblemOf("ret_code", value, rest: "syscall: read").ShouldBe(problem);

    [Theory]
    [InlineData("ENOEN", "there is no error 'ENOEN'; did you mean 'ENOENT'?")]
    [InlineData("enoent", "there is no error 'enoent'; did you mean 'ENOENT'?")]
    [InlineData("whatever", "there is no error 'whatever'; 'man 3 errno' lists the names.")]
    [InlineData("2", "'2' is a number; write the error's name, for example ENOENT, or 'ret_code' with a negative number.")]
    [InlineData("[EIO]", "must be text, not a list.")]
    [InlineData("", "must be text, not nothing.")]
    public void Error(string value, string problem) => ProblemOf("error", value, rest: "syscall: read").ShouldBe(problem);

    [Theory]
    [InlineData("[read]", "must be text, not a list.")]
    [InlineData("~", "must be text, not nothing.")]
    [InlineData("\"\"", "the name of the system call is empty; write the kernel's, for example 'openat'.")]
    public void Call(string value, string problem) => ProblemOf("syscall", value, rest: "error: EIO").ShouldBe(problem);

    [Theory]
    [InlineData("yes", "must be true or false, not 'yes'.")]
    [InlineData("1", "must be true or false, not '1'.")]
    [InlineData("\"true\"", "must be true or false, not 'true'.")]
    public void Opt_in(string value, string problem) => ProblemOf("allow_runtime_critical", value).ShouldBe(problem);

    [Theory]
    [InlineData("curl", "must be a list, each item after a '- ', not 'curl'.")]
    [InlineData("", "must be a list, each item after a '- ', not nothing.")]
    [InlineData("{process_name: curl}", "must be a list, each item after a '- ', not a mapping with keys.")]
    public void Targets(string value, string problem) => ProblemOf("targets", value).ShouldBe(problem);

    [Theory]
    [InlineData("curl", "targets[1]: must be a mapping, with keys such as 'process_name:', not 'curl'.")]
    [InlineData("{}", "targets[1]: a target is either 'process_name: NAME' or 'self: true'; give one of them.")]
    [InlineData("{process_name: a, self: true}", "targets[1]: a target is either 'process_name: NAME' or 'self: true'; give one of them.")]
    [InlineData("{self: false}", "targets[1].self: 'self' can only be true; remove the target instead.")]
    [InlineData("{self: 1}", "targets[1].self: must be true or false, not '1'.")]
    [InlineData("{process_name: }", "targets[1].process_name: must be text, not nothing.")]
    [InlineData("{process_name: \"\"}", "targets[1]: the process name is empty; write the base name of the executable, or leave 'targets' out to mean every process of the scope.")]
    [InlineData("{process_name: bin/curl}", "targets[1]: the process name 'bin/curl' contains a slash; write the base name of the executable: 'curl'.")]
    [InlineData("{process: a/b}", "targets[1].process: there is no key 'process' here; did you mean 'process_name'?")]
    public void Target(string item, string problem)
    {
        var problems = Problems.OfYaml($"agents_of_chaos: {{syscall: [{{syscall: read, error: EIO, targets: [self: true, {item}]}}]}}");

        problems[0].ShouldEndWith($"agents_of_chaos.syscall[0].{problem}");
    }

    [Theory]
    [InlineData("syscall: read", "agents_of_chaos.syscall: must be a list, each item after a '- ', not 'read'.")]
    [InlineData("outgoing_network: {name: x}", "agents_of_chaos.outgoing_network: must be a list, each item after a '- ', not a mapping with keys.")]
    public void Section(string section, string problem) => Problems.OfYaml($"agents_of_chaos:\n  {section}").ShouldHaveSingleItem().ShouldEndWith(problem);

    [Fact]
    public void An_item_that_is_no_failure_does_not_shift_the_others() =>
        Problems.OfYaml(
            """
            agents_of_chaos:
              syscall:
                - read
                -
                - syscall: opnat
                  error: EIO
                  targets:
                    - curl
                    - process_name: a/b
            """).ShouldBe(
            [
                "3:7 agents_of_chaos.syscall[0]: must be a mapping, with keys such as 'name:', not 'read'.",
                "4:6 agents_of_chaos.syscall[1]: must be a mapping, with keys such as 'name:', not nothing.",
                "5:16 agents_of_chaos.syscall[2].syscall: there is no system call 'opnat'; did you mean 'openat'?",
                "8:11 agents_of_chaos.syscall[2].targets[0]: must be a mapping, with keys such as 'process_name:', not 'curl'.",
                "9:11 agents_of_chaos.syscall[2].targets[1]: the process name 'a/b' contains a slash; write the base name of the executable: 'b'.",
            ]);

    private static string ProblemOf(string key, string value, string rest = "syscall: read, error: EIO")
    {
        var text = $"agents_of_chaos:\n  syscall:\n    - {{{rest}, {key}: {value}}}";
        var problem = Problems.OfYaml(text).ShouldHaveSingleItem();

        problem.ShouldStartWith("3:");
        problem.ShouldContain($" agents_of_chaos.syscall[0].{key}: ");
        return problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..];
    }
}
