using System.Diagnostics;

namespace Inner;

[Suite]
public class Launching
{
    private const string Opener = "echo ready; while read file; do true < $file && echo opened; done";

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = "*/chaos/no-hostname.yaml")]
    [LaunchProcess(
        "/usr/bin/python3",
        "-m",
        "http.server",
        "{port}",
        "--bind",
        "127.0.0.1",
        ReadyUrl = "http://127.0.0.1:0/chaos/",
        ReadyTimeoutMs = 120_000)]
    public async Task A_service_is_ready_and_suffers()
    {
        using var client = new HttpClient { BaseAddress = FailureScope.Required.Process.BaseUrl, Timeout = TimeSpan.FromMinutes(2) };

        (await client.GetAsync(new Uri("chaos/no-hostname.yaml", UriKind.Relative))).IsSuccessStatusCode.ShouldBeFalse();
        (await client.GetAsync(new Uri("chaos/too-many-files.yaml", UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    [InjectFailure("openat", Errno.EACCES)]
    [LaunchProcess("sh", "-c", Opener, ReadyOutput = "ready", BeforeFailures = true, Environment = ["LC_ALL=C"])]
    public async Task A_process_that_could_not_start_otherwise()
    {
        var process = FailureScope.Required.Process;
        await process.StandardInput.WriteLineAsync(Cat.Victim);
        await process.WaitForOutputAsync("Permission denied", TimeSpan.FromMinutes(2));
    }

    [Fact]
    [LaunchProcess("sh", "-c", Opener, ReadyOutput = "ready", Environment = ["LC_ALL=C"])]
    [LaunchProcess("sleep", "271828")]
    public async Task Processes_without_failures()
    {
        var processes = FailureScope.Required.Processes;
        processes.Select(process => process.Name).ShouldBe(["sh", "sleep"]);

        await WithFailureConfig(new FailureConfig(new SyscallFailure("openat", Errno.EACCES)), async scope =>
        {
            scope.Process.ShouldBe(processes[0]);
            await scope.JoinAsync(scope.Process);
            await scope.Process.StandardInput.WriteLineAsync(Cat.Victim);
            await scope.Process.WaitForOutputAsync("Permission denied", TimeSpan.FromMinutes(2));
        });

        await processes[0].StandardInput.WriteLineAsync(Cat.Victim);
        await processes[0].WaitForOutputAsync("opened", TimeSpan.FromMinutes(2));
    }

    [Fact]
    [LaunchProcess("sleep", "271828")]
    [LaunchProcess("sh", "-c", "echo no port for me; exit 3", ReadyPort = 0)]
    public void A_process_that_does_not_become_ready() => throw new InvalidOperationException("the body ran");
}

/// <summary>What starts a process once for a class.</summary>
public sealed class Service : IAsyncDisposable
{
    // Not in a constructor: TUnit makes fixtures while it looks for tests.
    private readonly Lazy<ProcessUnderTest> _process = new(StartOutside);

    public ProcessUnderTest Process => _process.Value;

    public async Task<string> OpenAsync(string file)
    {
        var lines = Process.Output.Count;
        await Process.StandardInput.WriteLineAsync(file);
        while (Process.Output.Count == lines)
            await Task.Delay(10);
        return Process.Output[lines].Text;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    /// <summary>Outside the scope of the test that happens to be the first to need it.</summary>
    private static ProcessUnderTest StartOutside()
    {
        // A thread of its own: a task that is waited for may run on this one, and with its flow.
        ProcessUnderTest? process = null;
        var thread = new Thread(() => process = ProcessUnderTest.Start(
            new ProcessStartInfo("sh", ["-c", "export LC_ALL=C; while read file; do true < $file && echo opened; done"]),
            new ProcessOptions { MayFail = ["openat"] }));
        thread.UnsafeStart();
        thread.Join();
        return process!;
    }
}
