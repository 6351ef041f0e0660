using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>A program that asks again when its question is lost, and gives up in the end.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class DigTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_question_that_is_lost_is_asked_again(string address)
    {
        using var server = new DatagramServer(address, AnswerDns);
        var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [server.Port], Times = 1 });

        var (result, injected) = await DigAsync(config, server, address, timeout: 3);

        result.Output.ShouldContain("192.0.2.7");
        injected.ShouldBe(1);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task It_gives_up_after_its_three_tries(string address)
    {
        using var server = new DatagramServer(address, AnswerDns);
        var config = new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [server.Port] });

        var (result, injected) = await DigAsync(config, server, address, timeout: 1);

        result.ExitCode.ShouldBe(9, result.Output); // no reply from server
        injected.ShouldBe(3);
        server.Heard.ShouldBeEmpty();
    }

    private static async Task<(Command.Result Result, long Injected)> DigAsync(
        FailureConfig config, DatagramServer server, string address, int timeout) =>
        await WithFailureConfig(config, async scope =>
        {
            var result = await Command.RunAsync(
                "dig", $"@{address}", "-p", $"{server.Port}", "+tries=3", $"+timeout={timeout}", "+short", "order.example", "A");
            return (result, scope.GetEvidence().Failures[0].Injected);
        });

    /// <summary>The question, and the address 192.0.2.7 for its name.</summary>
    private static byte[] AnswerDns(byte[] query)
    {
        const int Header = 12;
        const int TypeAndClass = 4;
        var question = query.AsSpan(Header);
        question = question[..(question.IndexOf((byte)0) + 1 + TypeAndClass)];
        return
        [
            .. query[..2], 0x81, 0x80, // an answer, without errors
            0, 1, 0, 1, 0, 0, 0, 0, // one question, one answer
            .. question,
            0xC0, Header, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7, // the name above: A, IN, for 60 seconds
        ];
    }
}
