using System.Diagnostics;
using Minderbinder.Testing;
using Minderbinder.Tool.Sweep;

namespace Minderbinder.Tool.Tests;

public class SweepTests
{
    private static readonly string[] InPlace = Replacing("echo new > file");
    private static readonly string[] ByRename = Replacing("echo new > tmp && mv tmp file");

    [Fact]
    public async Task A_finding_is_exit_code_1_with_a_page_and_json_and_can_be_known()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

        var found = await SweepAsync(folder, ["--syscalls", "write", "--html", "page.html", "--json", "report.json", .. InPlace]);
        found.ExitCode.ShouldBe(1, found.Output + found.Error);
        found.Output.ShouldContain("BROKEN: write ");
        found.Output.ShouldContain("/file #1");
        found.Output.ShouldContain("--check ended with 1");
        File.ReadAllText(Path.Combine(folder, "page.html")).ShouldContain("<svg");
        File.ReadAllText(Path.Combine(folder, "report.json")).ShouldContain("\"outcome\": \"broken\"");

        (await SweepAsync(folder, ["--syscalls", "write", "--save-baseline", "known.txt", .. InPlace])).ExitCode.ShouldBe(0);
        (await SweepAsync(folder, ["--syscalls", "write", "--baseline", "known.txt", .. InPlace])).ExitCode.ShouldBe(0);

        var mended = await SweepAsync(folder, ["--syscalls", "write", "--baseline", "known.txt", .. ByRename]);
        mended.ExitCode.ShouldBe(1);
        mended.Output.ShouldContain("Mended, and to be struck off the baseline: broken | write");
    }

    [Fact]
    public async Task Nothing_found_is_exit_code_0_also_in_folders_of_their_own_at_the_same_time()
    {
        var result = await SweepAsync(Path.GetTempPath(), ["--own-folder", "--parallel", "2", "--max-runs", "20", .. ByRename]);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldContain("20 of 20 planned ones made");
    }

    [Fact]
    public async Task What_cannot_be_swept_is_said()
    {
        var folder = Path.GetTempPath();
        (await SweepAsync(folder, "--parallel", "2", "--", "true")).Error.ShouldContain("add --own-folder");
        (await SweepAsync(folder, "--syscalls", "fsink", "--", "true")).Error.ShouldContain("'fsink' is no group");
        (await SweepAsync(folder, "--", "false")).Error.ShouldContain("the program ended with 1");
        (await SweepAsync(folder, "--", "true")).Error
            .ShouldEndWith("and none is meant. See whether --syscalls, --path and --target leave something.\n");
        var nothing = await SweepAsync(folder, "--", "no-such-program");
        nothing.ExitCode.ShouldBe(127);
    }

    [Fact]
    public void The_bar_says_how_far_it_is() => ProgressBar.Draw(new SweepProgress(50, 100, 2, TimeSpan.FromSeconds(3)))
        .ShouldBe("███████████████░░░░░░░░░░░░░░░ 50 of 100 runs, 2 with findings, 3 s");

    private static Task<Tool.Result> SweepAsync(string folder, params string[] arguments) => Tool.RunAsync(
        new ProcessStartInfo("dotnet", [Tool.Assembly, "sweep", .. arguments]) { WorkingDirectory = folder });

    /// <summary>A sweep of a script that replaces the file's text, which is to be the old one or the new one.</summary>
    private static string[] Replacing(string script) =>
        ["--kinds", "once", "--reset", "echo old > file", "--check", "grep -qx -e old -e new file", "--", "sh", "-c", script];
}
