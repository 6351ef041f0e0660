using System.Diagnostics;
using System.Reflection;

namespace Outside;

/// <summary>A run of one of the test projects beside this folder, as a process of its own.</summary>
/// <param name="Tests">What came of each test.</param>
/// <param name="Output">What the run wrote that belongs to no test, where the runner keeps it.</param>
internal sealed record InnerRun(IReadOnlyList<InnerTest> Tests, string Output)
{
    public const string XunitV2 = "XunitV2";
    public const string XunitV3 = "XunitV3";
    public const string NUnit = "NUnit4";

    // Booting a test host takes vstest long on an emulated processor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public InnerTest this[string name] => Tests.Where(test => test.Name == name).ShouldHaveSingleItem($"results called {name}");

    /// <summary>Runs it in an environment without what would decide about skipping, but for what is given.</summary>
    /// <param name="project">Which.</param>
    /// <param name="launcher">What to start it with: a program and its arguments.</param>
    /// <param name="variables">Environment variables, NAME=VALUE.</param>
    public static Task<InnerRun> StartAsync(string project, string[] launcher, params string[] variables) => StartAsync(project, launcher, [], variables);

    /// <summary>The same with options for the runner.</summary>
    public static async Task<InnerRun> StartAsync(string project, string[] launcher, string[] options, params string[] variables)
    {
        var results = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var assembly = Path.Combine(Metadata("FrameworksPath"), project, Metadata("OutputPath"), $"{project}.dll");
        string[] command =
        [
            .. launcher,
            .. project == XunitV3
                ? ["dotnet", assembly, "-noLogo", "-noColor", "-xml", Path.Combine(results, "results")]
                : (string[])["dotnet", "vstest", assembly, "--logger:trx;LogFileName=results", $"--ResultsDirectory:{results}"],
            .. options,
        ];
        var console = await RunAsync(command, variables);

        var file = Path.Combine(results, "results");
        File.Exists(file).ShouldBeTrue(console);
        return project == XunitV3 ? new InnerRun([.. Results.OfXunit(file)], "") : new InnerRun([.. Results.OfTrx(file)], Results.OutputOfTrx(file));
    }

    private static async Task<string> RunAsync(string[] command, string[] variables)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "CI", "MINDERBINDER_UNSUPPORTED", "MINDERBINDER_SEED" })
            start.Environment.Remove(name);
        start.Environment["VSTEST_CONNECTION_TIMEOUT"] = $"{Patience.TotalSeconds}";
        foreach (var variable in variables.Select(variable => variable.Split('=')))
            start.Environment[variable[0]] = variable[1];

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        return await output + await error;
    }

    private static string Metadata(string key) => typeof(InnerRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
