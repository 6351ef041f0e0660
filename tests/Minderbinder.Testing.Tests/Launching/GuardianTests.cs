using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;
using Minderbinder.Testing.Tests.Processes;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>What becomes of launched processes when the test process has ended in one way or another.</summary>
public sealed class GuardianTests : IAsyncDisposable
{
    private const string Guardian = "mb-guardian";

    private static readonly string Scenarios = typeof(GuardianTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    // Whatever a scenario starts has it, the guardian too.
    private readonly string _variable = $"MINDERBINDER_TEST_{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stay")]
    [InlineData("exit")]
    [InlineData("throw")]
    [InlineData("abort")]
    public async Task Launched_processes_end_with_the_test_process_and_others_do_not(string end)
    {
        await using var host = Start(end);
        await host.WaitForOutputAsync("ready", cancellationToken: Cancellation);
        var processes = host.Output.Where(line => line.Source == OutputSource.StandardOutput && line.Text.Contains(' '))
            .ToDictionary(line => line.Text.Split(' ')[0], line => NumberIn(line.Text));
        if (end == "stay")
        {
            processes.Values.ShouldAllBe(id => Launch.IsAlive(id));
            Kill(host.Id);
        }

        await host.WaitForExitAsync(cancellationToken: Cancellation);
        var clock = Stopwatch.StartNew();
        string[] left = SeccompProbe.Check().IsSupported ? ["bystander", "kept", "kept-supervised"] : ["bystander", "kept"];
        var ended = processes.Where(process => !left.Contains(process.Key)).ToList();
        ended.Count.ShouldBe(SeccompProbe.Check().IsSupported ? 9 : 8);
        await Launch.UntilAsync(() => ended.All(process => !Launch.IsAlive(process.Value)));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        File.ReadAllText(Path.Combine(_folder, "asked")).Trim().ShouldBe($"{processes["listening"]}");

        // None of the many children of the one that keeps forking.
        await Launch.UntilAsync(() => Marked().All(entry => entry.Name is not "sleep" || entry.Id == processes["bystander"] || IsKept(entry)));
        foreach (var name in left)
            Launch.IsAlive(processes[name]).ShouldBeTrue(name);
        foreach (var name in left.Except(["bystander"]))
            await WorksAsync(name);

        // The guardian stays for them, and no longer.
        Marked().Count(entry => entry.Name == Guardian).ShouldBe(1);
        foreach (var name in left)
            Kill(processes[name]);
        await Launch.UntilAsync(() => !Marked().Any(entry => entry.Name == Guardian));

        bool IsKept(ProcessEntry entry) => entry.ParentId == processes["kept"];
    }

    [Fact]
    public async Task Nobody_waits_for_the_guardian()
    {
        // A shell that reads the output of a test process comes to its end, although the guardian lives.
        await using var shell = Shell($"dotnet '{Scenarios}' guarded '{_folder}' exit 2>&1 | cat; echo over");

        await shell.WaitForOutputAsync("over", cancellationToken: Cancellation);
        Marked().ShouldContain(entry => entry.Name == Guardian);
    }

    [Fact]
    public async Task The_guardian_is_no_part_of_the_test_process()
    {
        await using var host = Shell($"exec dotnet '{Scenarios}' guarded '{_folder}' stay 3</etc/hostname");
        await host.WaitForOutputAsync("ready", cancellationToken: Cancellation);
        var guardian = Marked().Single(entry => entry.Name == Guardian);

        guardian.ParentId.ShouldNotBe(host.Id);
        DescriptorsOf(host.Id).ShouldContain("/etc/hostname");
        DescriptorsOf(guardian.Id).ShouldNotContain("/etc/hostname");
        DescriptorsOf(guardian.Id).ShouldNotContain(File.ResolveLinkTarget($"/proc/{host.Id}/fd/1", returnFinalTarget: false)!.FullName);
        new FileInfo($"/proc/{guardian.Id}/cwd").LinkTarget.ShouldBe("/");

        // Stopping the test process stops all it has, and takes no longer for the guardian, which SIGTERM does not end.
        var clock = Stopwatch.StartNew();
        await host.StopAsync(TimeSpan.FromSeconds(60));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        Marked().ShouldBeEmpty();

        static IEnumerable<string> DescriptorsOf(int id) =>
            new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos().Select(link => link.LinkTarget!);
    }

    [Fact]
    public async Task A_guardian_that_was_killed_is_replaced()
    {
        await using var host = Start("stay");
        await host.WaitForOutputAsync("ready", cancellationToken: Cancellation);
        var first = Marked().Single(entry => entry.Name == Guardian);
        Kill(first.Id);
        await Launch.UntilAsync(() => !Launch.IsAlive(first.Id));
        await host.StandardInput.WriteLineAsync();
        var late = await host.WaitForOutputAsync("late", cancellationToken: Cancellation);

        Marked().Single(entry => entry.Name == Guardian).ShouldNotBe(first);
        Kill(host.Id);
        var child = host.Output.Single(line => line.Text.StartsWith("child"));
        await Launch.UntilAsync(() => !new[] { child, late }.Any(line => Launch.IsAlive(NumberIn(line.Text))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in Marked())
            Kill(entry.Id);
        await Launch.UntilAsync(() => !Marked().Any());
        Directory.Delete(_folder, recursive: true);
    }

    private static int NumberIn(string line) => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);

    private static void Kill(int id)
    {
        const int SigKill = 9;
        using var pidFd = PidFd.TryOpen(id);
        pidFd?.Signal(SigKill);
    }

    private ProcessUnderTest Start(string end) => Shell($"exec dotnet '{Scenarios}' guarded '{_folder}' {end}");

    private ProcessUnderTest Shell(string script) => Launch.MarkedShell(_variable, script);

    private IEnumerable<ProcessEntry> Marked() => ProcessEntry.ReadAll().Where(entry => entry.HasVariable(_variable));

    private async Task WorksAsync(string name)
    {
        var file = Path.Combine(_folder, name);
        for (var i = 0; i < 3; i++)
        {
            var before = await File.ReadAllTextAsync(file, Cancellation);
            await Launch.UntilAsync(() => File.ReadAllText(file) is { Length: > 0 } now && now != before);
        }
    }
}
