using System.Diagnostics;
using System.Net;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>Questions for names, and what programs make of the answers.</summary>
public class NameTests
{
    [Theory]
    [InlineData()]
    [InlineData("+tcp")]
    public async Task Dig_is_told_an_address_for_documentation(params string[] how)
    {
        await WithFailureConfig(Made("db.nowhere.example"), async () =>
        {
            var inside = await DigAsync([.. how, "db.nowhere.example"]);
            inside.Output.ShouldMatch(@"^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$");
            (await DigAsync([.. how, "DB.nowhere.example"])).Output.ShouldBe(inside.Output);
            (await DigAsync([.. how, "db.nowhere.example", "AAAA"])).Output.ShouldBe("");
        });
    }

    [Fact]
    public async Task Other_names_are_asked_of_the_real_server()
    {
        using var real = RealNameServer.TryStart();
        Assert.SkipWhen(real is null, "It takes a privilege to listen on port 53.");

        await WithFailureConfig(Made("db.nowhere.example"), async scope =>
        {
            (await DigAsync($"@{real.Address}", "other.example")).Output.ShouldBe("192.0.2.99");
            real.Questions.ShouldHaveSingleItem().ShouldBe("other.example");
            (await DigAsync($"@{real.Address}", "db.nowhere.example")).Output.ShouldNotBe("192.0.2.99");
            real.Questions.ShouldHaveSingleItem();
        });
        (await DigAsync($"@{real.Address}", "db.nowhere.example")).Output.ShouldBe("192.0.2.99");
    }

    [Theory]
    [InlineData(DnsAnswer.Nxdomain, "[Errno -2] Name or service not known")]
    [InlineData(DnsAnswer.Servfail, "[Errno -3] Temporary failure in name resolution")]
    public async Task A_name_is_refused(DnsAnswer answer, string error)
    {
        const string Script = """
            import socket
            try: print(socket.getaddrinfo('gone.nowhere.example', 80))
            except socket.gaierror as e: print(e)
            """;
        await WithFailureConfig(new FailureConfig(new ConnectionFailure { Hosts = ["gone.nowhere.example"], Dns = answer }), async scope =>
        {
            (await Python.RunAsync(Script)).ShouldBe(error);
            scope.GetInjections()[0].ToString()
                .ShouldMatch(@"^names \(gone\.nowhere\.example\): question for gone\.nowhere\.example, number 1, of python3");
        });
    }

    [Fact]
    public async Task A_question_is_not_answered() => await WithFailureConfig(
        new FailureConfig(new ConnectionFailure { Hosts = ["gone.nowhere.example"], Dns = DnsAnswer.Timeout }),
        async () => (await DigAsync("+tries=1", "+time=1", "gone.nowhere.example")).Output.ShouldContain("timed out"));

    [Fact]
    public async Task An_answer_comes_late()
    {
        var late = new ConnectionFailure { Hosts = ["db.nowhere.example"], Dns = DnsAnswer.Latency, Latency = TimeSpan.FromMilliseconds(700) };
        await WithFailureConfig(new FailureConfig([.. Made("db.nowhere.example").Failures, late]), async () =>
        {
            var time = Stopwatch.StartNew();
            (await DigAsync("db.nowhere.example")).Output.ShouldNotBe("");
            time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(690));
        });
    }

    [Fact]
    public async Task Scopes_that_run_at_once_are_not_mixed_up() => await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
    {
        await Task.Yield();
        using var server = new WebServer(answer: $"server {number}");
        var config = new FailureConfig(new ConnectionFailure
        {
            Hosts = ["shared.nowhere.example", $"own{number}.nowhere.example"],
            AnsweredBy = ConnectionAnswer.At(new IPEndPoint(IPAddress.Loopback, server.Port)),
        });
        await WithFailureConfig(config, async scope =>
        {
            (await Command.RunAsync("curl", "-sS", "http://shared.nowhere.example/")).Output.ShouldBe($"server {number}");
            (await Command.RunAsync("curl", "-sS", $"http://own{number}.nowhere.example/")).Output.ShouldBe($"server {number}");
            scope.GetEvidence().Failures[0].Injected.ShouldBe(2);
        });
    }));

    private static FailureConfig Made(string host) =>
        new(new ConnectionFailure { Hosts = [host], Latency = TimeSpan.FromSeconds(1), Optional = true });

    private static Task<Command.Result> DigAsync(params string[] arguments) => Command.RunAsync("dig", ["+short", .. arguments]);
}
