using System.Globalization;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>TCP gets data through what a network does to it.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class RetransmissionTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Data_arrive_undamaged_over_a_line_that_loses_three_packets_of_ten(string address)
    {
        const int Bytes = 10_000_000;
        using var server = new EchoServer(address);
        var config = new FailureConfig(new OutgoingNetworkFailure { FailureRate = 30 }) { Seed = 11 };

        await WithFailureConfig(config, async scope =>
        {
            var (undamaged, sentAgain) = await TransferAsync(server, address, Bytes);

            undamaged.ShouldBe(Bytes);
            sentAgain.ShouldBeGreaterThan(0);
            var evidence = scope.GetEvidence().Failures[0];
            (evidence.Injected / (double)evidence.Matched).ShouldBeInRange(0.1, 0.5, evidence.ToString());
        });
    }

    [Fact]
    public async Task The_first_packet_with_data_is_lost_and_sent_again()
    {
        const int Bytes = 1_000_000;
        using var server = new EchoServer();
        var config = new FailureConfig(new OutgoingNetworkFailure { MinLength = 1, Times = 1 });

        await WithFailureConfig(config, async scope =>
        {
            var (undamaged, sentAgain) = await TransferAsync(server, "127.0.0.1", Bytes);

            undamaged.ShouldBe(Bytes);
            sentAgain.ShouldBeGreaterThan(0);
            scope.GetEvidence().Failures[0].Injected.ShouldBe(1);
            var lost = scope.GetInjections().ShouldHaveSingleItem();
            lost.Call.ShouldBe(1);
            lost.Packet!.Length.ShouldBeGreaterThan(0);
        });
    }

    private static async Task<(long Undamaged, int SentAgain)> TransferAsync(EchoServer server, string address, int bytes)
    {
        var output = await Victim.RunAsync("tcp", address, $"{server.Port}", Victim.Patience, "transfer", $"{bytes}");

        // transfer BYTES ERRNO, N sent again
        var words = output.Split("; ")[1].Split(' ');
        words[2].ShouldBe("0,", output);
        return (long.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[3], CultureInfo.InvariantCulture));
    }
}
