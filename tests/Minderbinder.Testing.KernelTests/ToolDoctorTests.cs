using System.Text.Json;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// <c>minderbinder doctor</c> on a kernel that lets its programs in: each verdict is that of a program, or a packet, that had to notice.
/// </summary>
[Collection(nameof(AloneInTheKernel))]
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class ToolDoctorTests
{
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

    /// <summary>A packet that cannot even be sent proves nothing, and is no reason for an exception.</summary>
    [Fact]
    public async Task In_a_network_namespace_that_nobody_has_set_up_it_says_so()
    {
        var (code, verdicts) = await DoctorAsync("unshare", "--net");

        code.ShouldBe(0);
        verdicts["network"].Verdict.ShouldBe("unknown");
        verdicts["network"].Found.ShouldStartWith("cannot be tried on 'lo': ");
    }

    private static async Task<(int Code, Dictionary<string, (string Verdict, string Found)> Verdicts)> DoctorAsync(params string[] around)
    {
        string[] command = [.. around, "dotnet", ToolTests.Tool, "doctor", "--json"];
        using var doctor = Command.Start(command[0], command[1..]);
        var error = doctor.StandardError.ReadToEndAsync();
        var findings = JsonDocument.Parse(await doctor.StandardOutput.ReadToEndAsync()).RootElement.GetProperty("findings");
        await doctor.WaitForExitAsync();
        (await error).ShouldBe("");
        return (doctor.ExitCode, findings.EnumerateArray().ToDictionary(
            finding => Text(finding, "subject"), finding => (Text(finding, "verdict"), Text(finding, "found"))));

        static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString()!;
    }
}
