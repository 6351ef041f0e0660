using System.Diagnostics;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Opens a scope in which a port cannot be reached, starts a member that tries it for each line of input, and stays until it
/// gets a SIGTERM. The member, which has its input and output, outlives it.
/// </summary>
internal static class Lose
{
    public static async Task<int> RunAsync(int port)
    {
        await using var scope = FailureScope.Open(new FailureConfig(
            new OutgoingNetworkFailure { DestinationPorts = [port] },
            new IncomingNetworkFailure { SourcePorts = [port], Action = PacketAction.Reset }));
        using var member = Process.Start("bash", ["-c", $"while read; do curl -s --max-time 3 -o /dev/null http://127.0.0.1:{port}/; echo $?; done"]);
        var ended = new TaskCompletionSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            ended.SetResult();
        });
        Console.WriteLine("ready");
        await ended.Task;
        return 0;
    }
}
