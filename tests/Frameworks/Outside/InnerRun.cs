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
    public const string MSTest = "MSTest4";
    public const string TUnit = "TUnit1";

    /// <summary>The same tests with the newest version that there was, where the others have the oldest that the adapter works with.</summary>
    public const string NewestXunitV3 = "NewestXunitV3";
    public const string NewestNUnit = "NewestNUnit";
    public const string NewestMSTest = "NewestMSTest";

    // Booting a test host takes vstest long on an emulated processor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public InnerTest this[string name] => Tests.Where(test => test.Name == name).ShouldHaveSingleItem($"results called {name}");

    /// <summary>Runs it in an environment without what would decide about skipping, but for what is given.</summary>
    /// <param name="project">Which.</param>
    /// <param name="launcher">What to start it with: a program and its arguments.</param>
    /// <param name="variables">Environment variables, NAME=VALUE.</param>
    public static Task<InnerRun> StartAsync(string project, string[] launcher, params string[] variables) =>
        StartAsync(project, launcher, [], variables);

    public static string AssemblyOf(string project) => Path.Combine(Metadata("FrameworksPath"), project, Metadata("OutputPath"), $"{project}.dll");

    /// <summary>The same with options for the runner.</summary>
    public static async Task<InnerRun> StartAsync(string project, string[] launcher, string[] options, params string[] variables)
    {
        var results = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        var assembly = AssemblyOf(project);
        string[] command =
        [
            .. launcher,
            .. project switch
            {
                XunitV3 or NewestXunitV3 => ["dotnet", assembly, "-noLogo", "-noColor", "-xml", Path.Combine(results, "results.trx")],
                TUnit => OnTestingPlatform(assembly, results),
                _ => (string[])["dotnet", "vstest", assembly, "--logger:trx;LogFileName=results.trx", $"--ResultsDirectory:{results}"],
            },
            .. options,
        ];
        var console = await RunAsync(command, variables);

        var file = Path.Combine(results, "results.trx");
        File.Exists(file).ShouldBeTrue(console);
        return project is XunitV3 or NewestXunitV3
            ? new InnerRun([.. Results.OfXunit(file)], "")
            : new InnerRun([.. Results.OfTrx(file)], Results.OutputOfTrx(file));
    }

    /// <summary>How Microsoft.Testing.Platform runs a test project, which is a program then.</summary>
    private static string[] OnTestingPlatform(string assembly, string results) =>
        [
            "dotnet",
            assembly,
            "--no-ansi",
            "--progress",
            "off",
            "--report-trx",
            "--report-trx-filename",
            "results.trx",
            "--results-directory",
            results,
        ];

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
