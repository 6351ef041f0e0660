namespace Minderbinder.Testing.Tests;

public class RoundTripTests
{
    [Fact]
    public void A_config_is_written_without_its_defaults() =>
        new FailureConfig(
            new OutgoingNetworkFailure(),
            new IncomingNetworkFailure { SourcePorts = [443], SourceAddresses = ["10.0.0.1"], Interfaces = ["lo"], Optional = true },
            new OutgoingNetworkFailure
            {
                Name = "all_of_it",
                Protocol = NetworkProtocol.Tcp,
                Action = PacketAction.Corrupt,
                FixChecksum = true,
                DestinationPorts = [5432, new(8000, 8080)],
                DestinationAddresses = ["10.0.0.0/8", "::1"],
                SourcePorts = [new(1024, 2048)],
                SourceAddresses = ["::"],
                MinLength = 1,
                Interfaces = ["eth0", "no"],
                Targets = ["psql"],
                Times = 1,
            },
            new OutgoingNetworkFailure { Protocol = NetworkProtocol.Udp, Action = PacketAction.Refuse, LocalPorts = [53, 54] },
            new SyscallFailure("openat", Errno.ENOENT)
            {
                Name = "no files",
                Targets = ["curl", "null", ProcessTarget.Self, ProcessTarget.SelfOnAnyThread],
                StartDelay = TimeSpan.FromMilliseconds(100),
                FailureRate = 12.5,
            },
            new SyscallFailure("mmap", 4096) { AllowRuntimeCritical = true },
            new SyscallFailure("open", Errno.EMFILE) { OrTwin = true },
            new SyscallFailure("sendto", Errno.EINTR, Errno.EIO)
            {
                When = new()
                {
                    Paths = ["/run/*.sock", "a"],
                    Descriptor = 3,
                    Addresses = ["10.0.0.0/8", "::1"],
                    Ports = [5432, new(8000, 8080)],
                    Arguments = ["arg3 & MSG_MORE", "arg0 != -1"],
                },
                Skip = 2,
                Every = 3,
                Times = 4,
                Optional = true,
            },
            new SyscallFailure("write") { ReturnCodes = [-4, 0], When = new() { Paths = ["**/x"] } },
            new SyscallFailure("fsync", Errno.EIO) { Latency = TimeSpan.FromSeconds(1.5), Jitter = TimeSpan.FromTicks(1) },
            new SyscallFailure("read") { Latency = TimeSpan.FromMinutes(2), Short = 3 },
            new SyscallFailure("openat") { Instead = "/tmp/my hosts", When = new() { Paths = ["/etc/hosts"] } })
        {
            Seed = 42,
            DenyIoUring = true,
            Mechanism = Mechanism.SeccompNotification,
        }.ToYaml().ShouldBe(
            """
            seed: 42
            io_uring: deny
            mechanism: seccomp_notification
            agents_of_chaos:
              syscall:
                - name: "no files"
                  syscall: openat
                  error: ENOENT
                  targets:
                    - process_name: curl
                    - process_name: "null"
                    - self: true
                    - self: any_thread
                  delay_ms: 100
                  failure_rate: 12.5
                - syscall: mmap
                  ret_code: 4096
                  allow_runtime_critical: true
                - syscall: open
                  or_twin: true
                  error: EMFILE
                - syscall: sendto
                  error: [EINTR, EIO]
                  when:
                    path: ["/run/*.sock", a]
                    fd: 3
                    address: ["10.0.0.0/8", "::1"]
                    port: [5432, 8000-8080]
                    args: ["arg3 & 0x8000", "arg0 != -1"]
                  skip: 2
                  every: 3
                  times: 4
                  optional: true
                - syscall: write
                  ret_code: [-4, 0]
                  when:
                    path: "**/x"
                - syscall: fsync
                  error: EIO
                  latency: 1500ms
                  jitter: 0.1us
                - syscall: read
                  latency: 120s
                  short: 3
                - syscall: openat
                  instead: "/tmp/my hosts"
                  when:
                    path: "/etc/hosts"
              outgoing_network:
                - {}
                - name: all_of_it
                  protocol: tcp
                  action: corrupt
                  fix_checksum: true
                  dest_port: [5432, 8000-8080]
                  dest_address: ["10.0.0.0/8", "::1"]
                  source_port: 1024-2048
                  source_address: "::"
                  min_length: 1
                  interfaces: [eth0, "no"]
                  targets:
                    - process_name: psql
                  times: 1
                - protocol: udp
                  action: refuse
                  local_port: [53, 54]
              incoming_network:
                - source_port: 443
                  source_address: "10.0.0.1"
                  interfaces: lo
                  optional: true

            """);

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("true")]
    [InlineData("-1")]
    [InlineData("a: b # c")]
    [InlineData(" leading and trailing ")]
    [InlineData("two\nlines\r\nand\ttabs\n")]
    [InlineData("quotes ' \" and \\")]
    [InlineData("&anchor *alias !tag %percent @at `tick")]
    [InlineData("\0\u0001\u001b\u007f\u0085\u00a0\u2028\ufeff")]
    [InlineData("äöü 漢字 😀")]
    public void Any_name_comes_back(string name)
    {
        // An empty name is refused, so it goes where any text is allowed: behind another letter.
        var config = new FailureConfig(new SyscallFailure("read", Errno.EIO) { Name = "x" + name }, new OutgoingNetworkFailure { Name = name + "y" });

        FailureConfig.FromYaml(config.ToYaml()).ShouldBe(config);
    }

    [Fact]
    public void A_name_longer_than_any_line_comes_back()
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { Name = string.Join(' ', Enumerable.Repeat("word", 2_000)) });

        FailureConfig.FromYaml(config.ToYaml()).ShouldBe(config);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(42_336_000_000_000 - 1)]
    [InlineData(12_345_678_901_233)]
    public void A_delay_comes_back_to_the_tick(long ticks)
    {
        var config = new FailureConfig(new OutgoingNetworkFailure { StartDelay = TimeSpan.FromTicks(ticks) });

        FailureConfig.FromYaml(config.ToYaml()).ShouldBe(config);
    }

    [Theory]
    [InlineData(20261123)]
    [InlineData(1944)]
    public void Generated_configs_come_back(int seed)
    {
        var generator = new ConfigGenerator(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var config = generator.Next();
            config.FindProblems().ShouldBeEmpty();

            var yaml = config.ToYaml();
            FailureConfig.FromYaml(yaml).ShouldBe(config, yaml);
        }
    }
}
