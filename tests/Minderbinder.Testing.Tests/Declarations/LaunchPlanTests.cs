using System.Globalization;
using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

public class LaunchPlanTests
{
    private static readonly string Here = typeof(LaunchPlanTests).Assembly.GetName().Name!;

    [Fact]
    public void Files_beside_the_test_assembly_are_found_wherever_the_process_works()
    {
        var start = new LaunchPlan(new(Here, [$"{Here}.dll", "Files", "missing.dll"]) { WorkingDirectory = "Files" }).StartInfo;

        start.FileName.ShouldBe(Path.Combine(AppContext.BaseDirectory, Here));
        start.ArgumentList.ShouldBe([Path.Combine(AppContext.BaseDirectory, $"{Here}.dll"), "Files", "missing.dll"]);
        start.WorkingDirectory.ShouldBe(Path.Combine(AppContext.BaseDirectory, "Files"));
    }

    [Fact]
    public void Programs_elsewhere_are_left_to_PATH_and_work_in_the_folder_of_the_test_assembly()
    {
        var start = new LaunchPlan(new("dotnet", [])).StartInfo;

        (start.FileName, start.WorkingDirectory).ShouldBe(("dotnet", AppContext.BaseDirectory));
        start.Environment.ShouldNotContainKey("ASPNETCORE_URLS");
    }

    [Fact]
    public void A_free_port_is_put_where_it_is_asked_for()
    {
        var start = new LaunchPlan(new("serve", ["--port={port}"]) { ReadyPort = 0, Environment = ["URL=http://localhost:{port}/?a=b"] }).StartInfo;

        var port = PortOf(start.ArgumentList[0]["--port=".Length..]);
        start.Environment["URL"].ShouldBe($"http://localhost:{port}/?a=b");
        start.Environment.ShouldNotContainKey("ASPNETCORE_URLS");
        start.Environment.ShouldNotContainKey("PORT");
    }

    [Fact]
    public void A_given_port_stays()
    {
        var start = new LaunchPlan(new("serve", ["{port}"]) { ReadyUrl = "http://127.0.0.1:8123/" }).StartInfo;

        start.ArgumentList.ShouldBe(["8123"]);
    }

    [Fact]
    public void A_free_port_that_nobody_asks_for_is_announced_in_the_usual_ways()
    {
        var ofUrl = new LaunchPlan(new("serve", []) { ReadyUrl = "https://localhost:0/health" }).StartInfo.Environment;
        ofUrl["ASPNETCORE_URLS"].ShouldBe($"https://localhost:{PortOf(ofUrl["PORT"])}");

        var ofPort = new LaunchPlan(new("serve", []) { ReadyPort = 0, Environment = ["PORT_NAME=http"] }).StartInfo.Environment;
        ofPort["ASPNETCORE_URLS"].ShouldBe($"http://127.0.0.1:{PortOf(ofPort["PORT"])}");
    }

    [Fact]
    public async Task The_process_is_ready_and_knows_where_it_listens()
    {
        const string Serve = "exec /usr/bin/python3 -u -m http.server --bind 127.0.0.1 $PORT";
        var plan = new LaunchPlan(
            new("sh", ["-c", Serve]) { ReadyUrl = "http://127.0.0.1:0/cases/", ReadyOutput = "Serving", WorkingDirectory = "Files" });
        await using var process = ProcessUnderTest.Start(plan.StartInfo);

        await plan.MakeReadyAsync(process, TestContext.Current.CancellationToken);

        process.BaseUrl.ShouldBe(new Uri($"http://127.0.0.1:{process.Port}/"));
        using var client = new HttpClient { BaseAddress = process.BaseUrl };
        (await client.GetStringAsync(new Uri("nothing/notes.txt", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldBe("Not a config.\n");
    }

    [Fact]
    public async Task What_does_not_become_ready_in_time_is_an_error()
    {
        var plan = new LaunchPlan(new("sleep", ["60"]) { ReadyPort = 0, ReadyTimeoutMs = 50 });
        await using var process = ProcessUnderTest.Start(plan.StartInfo);

        var exception = await Should.ThrowAsync<ProcessWaitException>(() => plan.MakeReadyAsync(process, TestContext.Current.CancellationToken));

        exception.Message.ShouldStartWith($"Timed out after 0.05 s waiting for TCP port {process.Port} on loopback.");
    }

    private static int PortOf(string? text)
    {
        var port = int.Parse(text!, CultureInfo.InvariantCulture);
        port.ShouldBeInRange(1024, 65535);
        return port;
    }
}
