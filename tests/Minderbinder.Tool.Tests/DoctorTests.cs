using System.Diagnostics;

namespace Minderbinder.Tool.Tests;

/// <summary>On a machine that refuses programs; without capabilities every one does. What a good kernel's report says is a kernel test.</summary>
public class DoctorTests
{
    private static readonly string[] Subjects =
    [
        "kernel", "processor", "kernel types", "capabilities", "libbpf", "container", "cgroup", "security modules", "lockdown",
        "any system call", "any return value", "security hooks", "network", "launched programs",
    ];

    [Fact]
    public async Task Every_line_has_a_verdict_a_subject_and_a_finding()
    {
        var result = await Tool.RunAsync("doctor");

        var (lines, conclusion) = Split(result.Output);
        lines.Where(line => !line.StartsWith(' ')).Select(line => line[4..21].Trim()).ShouldBe(Subjects);
        lines.ShouldAllBe(
            line => line.StartsWith("ok  ") || line.StartsWith("no  ") || line.StartsWith("--  ") || line.StartsWith("                      -> "));
        result.ExitCode.ShouldBe(conclusion.Contains("can be injected here.") || conclusion.Contains("can fail here,") ? 0 : 1);
        result.Error.ShouldBe("");
    }

    [Fact]
    public async Task Without_capabilities_it_says_what_would_help()
    {
        var result = await WithoutCapabilitiesAsync(Tool.Assembly);

        var (lines, conclusion) = Split(result.Output);
        lines.ShouldContain("no  capabilities      none that matter");
        lines.ShouldContain(
            "                      -> Run as root, or with the capabilities BPF and PERFMON; in a container: --cap-add BPF --cap-add PERFMON.");
        lines.TakeLast(5).Take(4).ShouldAllBe(line => line.StartsWith("--  ") && line.EndsWith(" not tried"));
        conclusion.ShouldContain("This process may not load programs into the kernel: ");
    }

    /// <summary>On every kernel from 5.9 on, where nothing else holds the one listener that a process can have.</summary>
    [Fact]
    public async Task Without_capabilities_launched_programs_can_fail()
    {
        var result = await WithoutCapabilitiesAsync(Tool.Assembly);

        var (lines, conclusion) = Split(result.Output);
        result.ExitCode.ShouldBe(0);
        lines[^1].ShouldBe("ok  launched programs any system call of theirs fails, without privileges (seccomp)");
        conclusion.ShouldStartWith("System calls of launched programs can fail here, but no packets get lost. ");
    }

    /// <summary>A verdict is no better than what a program notices: here is one that makes no such call.</summary>
    [Fact]
    public async Task A_mechanism_that_changes_nothing_for_a_program_is_not_good()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "sync"), "/bin/true");

        var result = await Tool.RunAsync(new ProcessStartInfo(
            "setpriv", [
                "--bounding-set=-all",
                "--inh-caps=-all",
                "env",
                $"PATH={folder}:{Environment.GetEnvironmentVariable("PATH")}",
                "dotnet",
                Tool.Assembly,
                "doctor",
            ]));

        Split(result.Output).Lines[^1].ShouldBe("no  launched programs it is in place, and yet fsync of 'sync' did not fail");
    }

    [Fact]
    public async Task It_says_where_libbpf_is_from()
    {
        (await LibBpfOfAsync(Tool.Assembly))
            .ShouldMatch($@"^ok  libbpf            v1\.\d+, {Path.GetDirectoryName(Tool.Assembly)}/runtimes/linux-x64/native/libbpf\.so\.1$");

        // Where there is none in the package, the machine's does.
        var copy = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Tool.Assembly)!))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        (await LibBpfOfAsync(Path.Combine(copy, Path.GetFileName(Tool.Assembly))))
            .ShouldMatch(@"^ok  libbpf            v1\.\d+, (/usr)?/lib.*/libbpf\.so\.1[.0-9]*$");
    }

    private static async Task<string> LibBpfOfAsync(string assembly) =>
        Split((await WithoutCapabilitiesAsync(assembly)).Output).Lines.Single(line => line.Contains("libbpf ", StringComparison.Ordinal));

    private static Task<Tool.Result> WithoutCapabilitiesAsync(string assembly) =>
        Tool.RunAsync(new ProcessStartInfo("setpriv", ["--bounding-set=-all", "--inh-caps=-all", "dotnet", assembly, "doctor"]));

    private static (string[] Lines, string Conclusion) Split(string output)
    {
        var parts = output.TrimEnd().Split("\n\n");
        return (parts[0].Split('\n'), parts[1]);
    }
}
