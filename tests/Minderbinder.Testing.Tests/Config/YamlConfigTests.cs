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
                StartDelay = TimeSpan.FromMilliseconds(100),
            },
            new OutgoingNetworkFailure
            {
                Name = "break_wget",
                Targets = ["wget"],
                StartDelay = TimeSpan.FromMilliseconds(100),
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
        failure.StartDelay.ShouldBe(TimeSpan.FromMicroseconds(250));
    }

    [Fact]
    public void A_failure_can_have_a_filter_and_a_schedule() =>
        FailureConfig.FromYaml(
            """
            seed: 18446744073709551615
            io_uring: deny
            agents_of_chaos:
              syscall:
                - name: third_fsync
                  syscall: pwrite64
                  error: [EINTR, EIO]
                  when:
                    path: "/var/lib/orders/**/*.db-journal"
                    fd: 3
                    args: ["arg2 & O_WRONLY", "arg2 >= 4096"]
                  skip: 2
                  every: 3
                  times: 4
                  optional: true
                - syscall: connect
                  ret_code: [-4, -5]
                  when:
                    address: 10.0.0.0/8
                    port: 5432
                - syscall: connect
                  error: EIO
                  when:
                    path: [a, "*b"]
                    address: [::1, 10.0.0.1]
                    port: [0, "80", 8000-8080, 1 - 2]
                    args: arg2 == 0x10
            """).ShouldBe(new FailureConfig(
            new SyscallFailure("pwrite64", Errno.EINTR, Errno.EIO)
            {
                Name = "third_fsync",
                When = new()
                {
                    Paths = ["/var/lib/orders/**/*.db-journal"],
                    Descriptor = 3,
                    Arguments = [new(2, ArgumentOperator.AnyBit, 1), new(2, ArgumentOperator.GreaterOrEqual, 4096)],
                },
                Skip = 2,
                Every = 3,
                Times = 4,
                Optional = true,
            },
            new SyscallFailure("connect", Errno.EINTR, Errno.EIO) { When = new() { Addresses = ["10.0.0.0/8"], Ports = [5432] } },
            new SyscallFailure("connect", Errno.EIO)
            {
                When = new()
                {
                    Paths = ["a", "*b"],
                    Addresses = ["::1", "10.0.0.1"],
                    Ports = [0, 80, new(8000, 8080), new(1, 2)],
                    Arguments = ["arg2 == 16"],
                },
            })
            {
                Seed = ulong.MaxValue,
                DenyIoUring = true,
            });

    [Fact]
    public void Failures_of_the_network_say_which_packets_and_what_happens_to_them() =>
        FailureConfig.FromYaml(
            """
            agents_of_chaos:
              incoming_network:
                - name: deaf
                  source_port: [5432, 6000-6010]
                  source_address: 10.0.0.0/8
                  local_port: "8080"
                  interfaces: lo
                  times: 3
                - protocol: udp
                  action: duplicate
                  min_length: 56
              outgoing_network:
                - protocol: tcp
                  action: corrupt
                  fix_checksum: true
                  dest_port: 5432
                  dest_address: [::1, 127.0.0.1]
                  source_address: "::1"
                  source_port: 1024 - 2048
                  interfaces: [lo, eth0]
                  min_length: 1
                - action: reset
                  protocol: any
                  local_port: [80, 443]
                  optional: true
                - {protocol: udp, action: refuse, fix_checksum: false}
                - action: drop
            """).ShouldBe(new FailureConfig(
            new OutgoingNetworkFailure
            {
                Protocol = NetworkProtocol.Tcp,
                Action = PacketAction.Corrupt,
                FixChecksum = true,
                DestinationPorts = [5432],
                DestinationAddresses = ["::1", "127.0.0.1"],
                SourceAddresses = ["::1"],
                SourcePorts = [new(1024, 2048)],
                Interfaces = ["lo", "eth0"],
                MinLength = 1,
            },
            new OutgoingNetworkFailure { Action = PacketAction.Reset, LocalPorts = [80, 443], Optional = true },
            new OutgoingNetworkFailure { Protocol = NetworkProtocol.Udp, Action = PacketAction.Refuse },
            new OutgoingNetworkFailure(),
            new IncomingNetworkFailure
            {
                Name = "deaf",
                SourcePorts = [5432, new(6000, 6010)],
                SourceAddresses = ["10.0.0.0/8"],
                LocalPorts = [8080],
                Interfaces = ["lo"],
                Times = 3,
            },
            new IncomingNetworkFailure { Protocol = NetworkProtocol.Udp, Action = PacketAction.Duplicate, MinLength = 56 }));

    [Fact]
    public void A_success_may_be_any_number() => Read("{syscall: write, ret_code: 9223372036854775807}").ReturnCodes.ShouldBe([long.MaxValue]);

    [Fact]
    public void Self_is_the_whole_test_process_where_that_is_said()
    {
        Read("{syscall: openat, error: EIO, targets: [self: any_thread]}").Targets.ShouldBe([ProcessTarget.SelfOnAnyThread]);
        ProcessTarget.SelfOnAnyThread.ShouldNotBe(ProcessTarget.Self);
        ProcessTarget.SelfOnAnyThread.IsSelf.ShouldBeTrue();
    }

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
