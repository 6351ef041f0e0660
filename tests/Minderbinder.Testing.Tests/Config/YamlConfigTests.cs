namespace Minderbinder.Testing.Tests;

/// <summary>What valid YAML means.</summary>
public class YamlConfigTests
{
    // The example of the Go tool, as it stands in its documentation of the format.
    private const string GoToolExample =
        """
        agents_of_chaos:
          syscall:
            - name: break_curl_openat
              syscall: openat
              ret_code: -2
              targets:
                - process_name: curl
                - process_name: cat
              delay_ms: 100
              failure_rate: 100
          outgoing_network:
            - name: break_wget
              targets:
                - process_name: wget
              delay_ms: 100
              failure_rate: 50
        """;

    [Fact]
    public void The_file_of_the_Go_tool_is_taken_as_it_is() =>
        FailureConfig.FromYaml(GoToolExample).ShouldBe(new FailureConfig(
        [
            new SyscallFailure("openat", Errno.ENOENT)
            {
                Name = "break_curl_openat",
                Targets = ["curl", "cat"],
                Delay = TimeSpan.FromMilliseconds(100),
            },
            new OutgoingNetworkFailure
            {
                Name = "break_wget",
                Targets = ["wget"],
                Delay = TimeSpan.FromMilliseconds(100),
                FailureRate = 50,
            },
        ]));

    [Theory]
    [InlineData("{syscall: openat, error: ENOENT}")]
    [InlineData("{syscall: openat, ret_code: -2}")]
    [InlineData("{error: ENOENT, syscall: \"openat\"}")]
    [InlineData("{syscall: openat, error: ENOENT, failure_rate: 100.0, delay_ms: 0, targets: [], allow_runtime_critical: false}")]
    public void What_is_left_out_has_its_default(string failure) => Read(failure).ShouldBe(new SyscallFailure("openat", Errno.ENOENT));

    [Fact]
    public void Numbers_may_be_fractions()
    {
        var failure = Read("{syscall: openat, error: EIO, failure_rate: 12.5, delay_ms: 0.25}");

        failure.FailureRate.ShouldBe(12.5);
        failure.Delay.ShouldBe(TimeSpan.FromMicroseconds(250));
    }

    [Fact]
    public void A_success_may_be_any_number() => Read("{syscall: write, ret_code: 9223372036854775807}").ReturnCode.ShouldBe(long.MaxValue);

    [Fact]
    public void Self_is_the_test_process() =>
        Read("{syscall: openat, error: EIO, targets: [self: true, process_name: self]}").Targets.ShouldBe([ProcessTarget.Self, "self"]);

    [Theory]
    [InlineData("true")]
    [InlineData("7z")]
    [InlineData("123")]
    [InlineData("\"null\"")]
    [InlineData("'a b'")]
    public void A_name_is_text_whatever_it_looks_like(string name) =>
        Read($"{{syscall: openat, error: EIO, targets: [process_name: {name}]}}").Targets.ShouldBe([name.Trim('"', '\'')]);

    [Fact]
    public void The_opt_in_for_runtime_critical_calls_is_a_key() =>
        Read("{syscall: mmap, error: ENOMEM, targets: [self: true], allow_runtime_critical: true}").AllowRuntimeCritical.ShouldBeTrue();

    [Fact]
    public void A_section_may_be_empty_or_commented_out() =>
        FailureConfig.FromYaml("agents_of_chaos:\n  outgoing_network:\n    # - name: later\n  syscall: [{syscall: read, error: EIO}]")
            .ShouldBe(new FailureConfig(new SyscallFailure("read", Errno.EIO)));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_no_harm() =>
        FailureConfig.FromYaml('\uFEFF' + GoToolExample.ReplaceLineEndings("\r\n")).ShouldBe(FailureConfig.FromYaml(GoToolExample));

    private static SyscallFailure Read(string failure) =>
        FailureConfig.FromYaml($"agents_of_chaos: {{syscall: [{failure}]}}").Failures.ShouldHaveSingleItem().ShouldBeOfType<SyscallFailure>();
}
