using System.Text.RegularExpressions;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>The examples of the Go tool, with real programs.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public partial class GoToolExampleTests
{
    // Emulated, with tests beside it, a program may need some seconds to be loaded; what it does then must come before the end.
    private const int DelayMs = 12_000;

    private static FailureConfig Break(string program, int delayMs, int failureRate) => FailureConfig.FromYaml(
        $"""
        agents_of_chaos:
          outgoing_network:
            - name: break_{program}_network
              targets:
                - process_name: {program}
              delay_ms: {delayMs}
              failure_rate: {failureRate}
        """);

    [Fact]
    public async Task Wget_loses_its_network_once_the_delay_is_over()
    {
        using var slow = new WebServer(answer: "slow", delayMs: DelayMs);
        using var fast = new WebServer(answer: "fast");
        string[] arguments = ["-nv", "-O", "-", "--tries=1", "--connect-timeout=3", slow.Url, fast.Url];

        var (inside, outside) = await WithFailureConfig(Break("wget", DelayMs, 100), async () =>
        {
            var inside = Command.RunAsync("wget", arguments);
            var outside = Command.RunOutsideAsync("wget", arguments);
            return (await inside, await outside);
        });

        inside.Output.ShouldBe("slow");
        inside.ExitCode.ShouldBe(4); // network failure
        inside.Error.ShouldContain("failed: Connection timed out");
        outside.Output.ShouldBe("slowfast");
    }

    [Fact]
    public async Task Ping_loses_half_of_its_packets_and_with_one_seed_the_same()
    {
        const int Packets = 400;
        string[] arguments = ["-n", "-c", $"{Packets}", "-i", "0.002", "127.0.0.1"];
        var config = Break("ping", delayMs: 0, failureRate: 50) with { Seed = 42 };

        var (inside, outside) = await WithFailureConfig(config, async scope =>
        {
            var inside = Command.RunAsync("ping", arguments);
            var outside = Command.RunOutsideAsync("ping", arguments);
            var both = (await inside, await outside);
            scope.GetEvidence().Failures[0].Called.ShouldBe(Packets);
            return both;
        });
        var again = await WithFailureConfig(config, () => Command.RunAsync("ping", arguments));

        outside.Output.ShouldContain($"{Packets} packets transmitted, {Packets} received, 0% packet loss");
        Answered(inside).Length.ShouldBeInRange(160, 240); // 4 sigma
        Answered(again).ShouldBe(Answered(inside));
    }

    private static int[] Answered(Command.Result ping) =>
        [.. SequenceNumber().Matches(ping.Output).Select(match => int.Parse(match.Groups[1].Value))];

    [GeneratedRegex(@"icmp_seq=(\d+)")]
    private static partial Regex SequenceNumber();
}
