using System.Text.Json;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary><c>minderbinder doctor</c> on a kernel that lets its programs in: each verdict is that of a program, or a packet, that had to notice.</summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolDoctorTests
{
    /// <summary>By a classic BPF program, as tcpdump -ddd writes them, that drops whatever comes.</summary>
    private const string LoseAll =
        "ip link set lo up && tc qdisc add dev lo clsact && tc filter add dev lo ingress bpf direct-action bytecode '1,6 0 0 2' && exec \"$@\"";

    [Fact]
    public async Task It_says_what_this_kernel_can_do()
    {
        var (code, verdicts) = await DoctorAsync();

        code.ShouldBe(0);
        verdicts["any system call"].Verdict.ShouldBe(GuestKernel.HasErrorInjection ? "good" : "bad");
        verdicts["security hooks"].Verdict.ShouldBe("good");
        verdicts["network"].ShouldBe(("good", "packets can be lost"));
        verdicts["launched programs"].Verdict.ShouldBe("good");
    }

    /// <summary>The twin of the packet that gets lost is one that arrives, and here none does.</summary>
    [Fact]
    public async Task A_packet_that_gets_lost_anyway_proves_nothing()
    {
        var (_, isDown) = await DoctorAsync("unshare", "--net");
        isDown["network"].Verdict.ShouldBe("unknown");
        isDown["network"].Found.ShouldStartWith("cannot be tried on 'lo': ");

        var (_, losesAll) = await DoctorAsync("unshare", "--net", "sh", "-c", LoseAll, "-");
        losesAll["network"].ShouldBe(("bad", "a packet on 'lo' does not arrive without it either"));
    }

    private static async Task<(int Code, Dictionary<string, (string Verdict, string Found)> Verdicts)> DoctorAsync(params string[] around)
    {
        string[] command = [.. around, "dotnet", ToolTests.Tool, "doctor", "--json"];
        var result = await Command.RunAsync(command[0], command[1..]);
        result.Error.ShouldBe("");
        var findings = JsonDocument.Parse(result.Output.Replace("; ", "\n", StringComparison.Ordinal)).RootElement.GetProperty("findings");
        return (result.ExitCode, findings.EnumerateArray().ToDictionary(finding => Text(finding, "subject"), finding => (Text(finding, "verdict"), Text(finding, "found"))));

        static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString()!;
    }
}
