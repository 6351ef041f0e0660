using Minderbinder.Testing;
using Minderbinder.Tool.Explain;

namespace Minderbinder.Tool.Tests;

public class ExplainTests
{
    public static TheoryData<Failure, string> Sentences => new()
    {
        { new SyscallFailure("fsync", Errno.EIO), "fsync fails with EIO in every process of the scope." },
        {
            new SyscallFailure("openat", Errno.EPERM) { StartDelay = TimeSpan.FromMilliseconds(100), Targets = ["vim", "cat"] },
            "openat fails with EPERM in processes called vim or cat, from 100 ms after the start of the process."
        },
        { new SyscallFailure("fsync", 0), "fsync returns 0 without running in every process of the scope." },
        {
            new SyscallFailure("openat", Errno.EACCES, Errno.EIO)
            {
                When = new() { Paths = ["*.secret", "/etc/*"], Arguments = ["arg2 & O_WRONLY"] },
                Targets = ["cat", "vim", ProcessTarget.Self],
                Skip = 3,
                Every = 2,
                FailureRate = 12.5,
                Times = 1,
            },
            "openat on *.secret or /etc/*, with arg2 & 0x1 fails with EACCES, then EIO in turn in processes called cat or vim and the test process "
            + "itself, "
            + "after the first 3 calls, every 2nd call, 12.5 percent of the calls, 1 call at most."
        },
        {
            new SyscallFailure("connect", Errno.ECONNREFUSED)
            {
                When = new() { Addresses = ["10.0.0.0/8"], Ports = [new(8000, 8080)], Descriptor = 3 },
                Every = 11,
            },
            "connect on descriptor 3, to 10.0.0.0/8, to port 8000-8080 fails with ECONNREFUSED in every process of the scope, every 11th call."
        },
        { new SyscallFailure("fsync") { Latency = TimeSpan.FromSeconds(1) }, "fsync works 1s later in every process of the scope." },
        {
            new SyscallFailure("fsync", Errno.EIO) { Latency = TimeSpan.FromSeconds(1), Jitter = TimeSpan.FromMilliseconds(50) },
            "fsync fails with EIO 1s (more or less 50ms) later in every process of the scope."
        },
        { new SyscallFailure("read") { Short = 3 }, "read does 3 bytes at most in every process of the scope." },
        {
            new SyscallFailure("openat") { Instead = "/tmp/hosts", When = new() { Paths = ["/etc/hosts"] } },
            "openat on /etc/hosts opens /tmp/hosts instead in every process of the scope."
        },
        { new OutgoingNetworkFailure { FailureRate = 0 }, "outgoing packets of every process of the scope get lost, never (0 percent)." },
        {
            new OutgoingNetworkFailure
            {
                Protocol = NetworkProtocol.Tcp,
                Action = PacketAction.Reset,
                DestinationAddresses = ["10.0.0.1"],
                DestinationPorts = [5432],
            },
            "outgoing TCP packets of every process of the scope to 10.0.0.1 port 5432 break their connection."
        },
        {
            new IncomingNetworkFailure
            {
                Action = PacketAction.Corrupt,
                FixChecksum = true,
                SourcePorts = [53],
                LocalPorts = [99],
                MinLength = 8,
                Interfaces = ["lo", "eth0"],
            },
            "incoming packets of every process of the scope from port 53 at the process's own port 99 of at least 8 bytes at lo or eth0 "
            + "arrive damaged, with a checksum that fits."
        },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_failure_is_a_sentence(Failure failure, string sentence) => FailureSentence.Of(failure).ShouldBe(sentence);

    [Fact]
    public async Task A_bad_config_is_refused()
    {
        var result = await Tool.RunAsync("explain", "/no/such/file.yaml");

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldStartWith("minderbinder: Could not find ");
    }

    /// <summary>Without privileges no kernel takes programs; the sentence is there all the same.</summary>
    [Fact]
    public async Task What_cannot_be_done_here_is_said_with_its_reason()
    {
        var file = Tool.FileWith("agents_of_chaos: {outgoing_network: [{protocol: udp}]}");

        var result = await Tool.RunAsync(
            new System.Diagnostics.ProcessStartInfo("setpriv", ["--bounding-set=-all", "--inh-caps=-all", "dotnet", Tool.Assembly, "explain", file]));

        result.ExitCode.ShouldBe(1);
        result.Output.Split('\n')[0].ShouldBe("outgoing packets: drop: outgoing UDP packets of every process of the scope get lost.");
        result.Output.Split('\n')[1].ShouldMatch("^  not here: .*This process may not load programs into the kernel: ");
    }
}
