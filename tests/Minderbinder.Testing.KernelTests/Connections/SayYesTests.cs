using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;
using Minderbinder.Testing.SayYes;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>Programs that call third parties, with nothing configured, and are all told yes.</summary>
public class SayYesTests
{
    private static readonly FailureConfig Nothing = new();

    [Theory]
    [InlineData("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "https://api.nowhere.example/v1/charge")]
    [InlineData("/usr/bin/python3", "-c", "import urllib.request; print(urllib.request.urlopen('https://api.nowhere.example/v1/charge').status)")]
    [InlineData("node", "-e", "fetch('https://api.nowhere.example/v1/charge').then(r => console.log(r.status))")]
    [InlineData("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "http://api.nowhere.example/v1/charge")]
    public async Task Everything_is_answered_by_name(string program, params string[] arguments) =>
        await WithFailureConfig(Nothing, async scope =>
        {
            await using var process = await scope.LaunchAsync(program, arguments);
            (await process.WaitForExitAsync()).ShouldBe(0, process.StandardError);
            process.StandardOutput.Trim().ShouldBe("200");

            scope.SayYesServer().ShouldHaveReceived("GET", "/v1/charge");
            scope.GetEvidence().Connections.ShouldHaveSingleItem().Host.ShouldBe("api.nowhere.example");
        }, new FailureScopeOptions { SayYes = true });

    [Fact]
    public async Task A_config_can_say_so()
    {
        var config = FailureConfig.FromYaml(
            "agents_of_chaos: { connections: [{ name: no_third_parties, host: '*.nowhere.example', port: [80, 443], answer: say-yes }] }");
        await WithFailureConfig(config, async scope =>
        {
            scope.SayYesServer().On("GET", "/no").Respond(402);
            await using var curl = await scope.LaunchAsync("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "https://api.nowhere.example/no");
            await curl.WaitForExitAsync();
            curl.StandardOutput.ShouldBe("402", curl.StandardError);
        });
    }

    [Fact]
    public async Task A_test_shows_that_nothing_leaves_the_machine()
    {
        var options = new FailureScopeOptions { SayYes = true, AllowedHosts = ["*.allowed.example"] };
        await WithFailureConfig(Nothing, () => Command.RunAsync("curl", "-sS", "http://api.allowed.example/"), options);

        var exception = await Should.ThrowAsync<UnexpectedConnectionException>(() => WithFailureConfig(Nothing, async () =>
        {
            await Command.RunAsync("curl", "-sS", "http://api.allowed.example/");
            await Command.RunAsync("curl", "-sS", "http://tracker.nowhere.example/");
        }, options));

        exception.Connections.ShouldHaveSingleItem().Host.ShouldBe("tracker.nowhere.example");
        exception.Message.ShouldMatch(
            @"^Processes of the scope connected to hosts that are not allowed:\n  - curl \(\d+\) to tracker\.nowhere\.example:80: say-yes\n"
            + @"Allowed are: \*\.allowed\.example, and this machine itself \(loopback\)\. "
            + @"If that is all right, add the host to FailureScopeOptions\.AllowedHosts\.$");
    }

    [Fact]
    public async Task Who_may_connect_nowhere_may_connect_to_this_machine()
    {
        using var server = new WebServer();
        var options = new FailureScopeOptions { AllowedHosts = [] };

        await WithFailureConfig(Nothing, async () => (await Command.RunAsync("curl", "-sS", server.Url)).Output.ShouldBe("yes"), options);

        (await Should.ThrowAsync<UnexpectedConnectionException>(
            () => WithFailureConfig(Nothing, () => Command.RunAsync("curl", "-sS", "--max-time", "1", "http://203.0.113.250:81/"), options)))
            .Message.ShouldContain("to 203.0.113.250:81\nOnly this machine itself (loopback) is allowed.");
    }

    [Fact]
    public async Task A_process_keeps_the_authorities_that_the_test_gives_it()
    {
        var startInfo = new ProcessStartInfo("sh", ["-c", "echo $SSL_CERT_FILE $CURL_CA_BUNDLE"]) { Environment = { ["SSL_CERT_FILE"] = "/mine" } };
        await WithFailureConfig(Nothing, async scope =>
        {
            await using var shell = await scope.LaunchAsync(startInfo);
            await shell.WaitForExitAsync();
            shell.StandardOutput.ShouldMatch("^/mine /.*bundle.pem\n$");
        }, new FailureScopeOptions { SayYes = true });
        startInfo.Environment.TryGetValue("CURL_CA_BUNDLE", out var after);
        after.ShouldBe(Environment.GetEnvironmentVariable("CURL_CA_BUNDLE"));
    }
}
