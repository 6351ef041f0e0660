using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>What is left on interfaces when a test process ends, and what happens to the filters of others.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class CleanUpTests
{
    /// <summary>A classic BPF program that drops IPv4's ICMP, as tcpdump -ddd writes them.</summary>
    private const string DropPings = "6,40 0 0 12,21 0 3 2048,48 0 0 23,21 0 1 1,6 0 0 2,6 0 0 4294967295";

    private static string Scenarios { get; } = typeof(CleanUpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    [Fact]
    public async Task A_killed_test_process_loses_no_more_packets_and_the_next_one_sweeps_up()
    {
        await using var host = await Namespace.CreateAsync();
        await host.ServeAsync();
        using var killed = await LoseAsync(host);
        (await TryAsync(killed)).ShouldBe("28");

        killed.Kill();
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);

        (await TryAsync(killed)).ShouldBe("0", "the member lives on, and its packets arrive");
        killed.StandardInput.Close();
        (await host.MustInsideAsync("curl", "-sS", "http://127.0.0.1/")).ShouldBe("yes");
        var left = await FiltersAsync(host);

        using var next = await LoseAsync(host);
        (await TryAsync(next)).ShouldBe("28");
        var during = await FiltersAsync(host);
        during.Length.ShouldBe(left.Length, "the old filters are gone and the new ones are there");
        during.Intersect(left).ShouldBeEmpty();

        await EndAsync(next);
        (await FiltersAsync(host)).ShouldBeEmpty();
        (await host.MustInsideAsync("tc", "qdisc", "show", "dev", "lo")).ShouldNotContain("clsact");
        (await host.MustInsideAsync("bpftool", "net", "show")).ShouldNotContain("packets_");
    }

    [Fact]
    public async Task The_filters_of_others_work_before_and_meanwhile_and_after()
    {
        await using var host = await Namespace.CreateAsync();
        await host.ServeAsync();
        (await PingAsync(host)).ShouldBe(0);
        await host.MustInsideAsync("tc", "qdisc", "add", "dev", "lo", "clsact");
        await host.MustInsideAsync("tc", "filter", "add", "dev", "lo", "egress", "bpf", "direct-action", "bytecode", DropPings);
        (await PingAsync(host)).ShouldBe(1);
        var before = await FiltersAsync(host);

        using var test = await LoseAsync(host);
        (await TryAsync(test)).ShouldBe("28");
        (await PingAsync(host)).ShouldBe(1);
        await EndAsync(test);

        (await PingAsync(host)).ShouldBe(1);
        (await FiltersAsync(host)).ShouldBe(before);
        (await host.MustInsideAsync("tc", "qdisc", "show", "dev", "lo")).ShouldContain("clsact");
    }

    private static async Task<Process> LoseAsync(Namespace host)
    {
        var test = host.Start("dotnet", Scenarios, "lose", "80");
        (await test.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        return test;
    }

    /// <summary>What curl says, started by the member of the scope.</summary>
    private static async Task<string?> TryAsync(Process test)
    {
        await test.StandardInput.WriteLineAsync();
        return await test.StandardOutput.ReadLineAsync();
    }

    /// <summary>Ends it as anybody would who does not kill.</summary>
    private static async Task EndAsync(Process test)
    {
        await Namespace.MustAsync("kill", "-TERM", $"{test.Id}");
        await test.WaitForExitAsync();
        test.StandardInput.Close();
    }

    private static async Task<string[]> FiltersAsync(Namespace host)
    {
        var filters = new List<string>();
        foreach (var direction in new[] { "ingress", "egress" })
            filters.AddRange((await Command.RunAsync("ip", "netns", "exec", host.Name, "tc", "filter", "show", "dev", "lo", direction)).Output
                .Split("; ").Where(line => line.Contains("handle")));
        return [.. filters];
    }

    private static async Task<int> PingAsync(Namespace host) =>
        (await Command.RunAsync("ip", "netns", "exec", host.Name, "ping", "-c", "1", "-W", "1", "127.0.0.1")).ExitCode;
}
