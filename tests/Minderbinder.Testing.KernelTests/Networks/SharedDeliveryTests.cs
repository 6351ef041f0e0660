using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Packets that are judged at their sockets by two test processes.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))] // what others receive would tear up what this looks for
public class SharedDeliveryTests
{
    private static string Scenarios { get; } = typeof(SharedDeliveryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    /// <summary>
    /// Two test processes lose the same packet. The one whose program comes first refuses it; the other has chosen it as well, and never sees
    /// it again. What comes next may lie in the same place in memory.
    /// </summary>
    [Fact]
    public async Task A_packet_that_another_has_refused_already_costs_nobody_the_next()
    {
        using var deaf = new ServingVictim("127.0.0.1");
        using var stranger = new ServingVictim("127.0.0.1");
        string[] ports = [$"{await deaf.PortAsync()}", $"{await stranger.PortAsync()}"];
        string[] heard = ["udp", "127.0.0.1", ports[0], "ask-last", "hello", Victim.Patience];
        string[] lost = ["udp", "127.0.0.1", ports[0], "ask-last", "hello", "0"];
        string[] past = ["udp", "127.0.0.1", ports[1], "ask-last", "hello", Victim.Patience];

        var chosen = await WithFailureConfig(new FailureConfig(new IncomingNetworkFailure { Every = 2 }), async scope =>
        {
            await scope.JoinAsync(deaf.Process);
            using var other = StartOutside("dotnet", Scenarios, "deafen", $"{deaf.Process.Id}");
            (await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("deaf");

            string[] round = [.. heard, .. lost, .. heard, .. lost, .. past];
            var output = await Victim.RunOutsideAsync([.. Enumerable.Repeat(round, 10).SelectMany(steps => steps)]);
            output.ShouldBe(string.Join("; ", Enumerable.Repeat("ask hello; ask silence; ask hello; ask silence; ask hello", 10)));

            await other.StandardInput.WriteLineAsync();
            (await Command.FinishAsync(other)).Output.ShouldBe("20");
            return scope.GetEvidence().Failures[0].Injected;
        });

        chosen.ShouldBe(20, "both have chosen each, and both say so");
    }

    private static Process StartOutside(string program, params string[] arguments)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => Command.Start(program, arguments)).Result;
    }
}
