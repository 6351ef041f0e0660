using System.Diagnostics;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Redirects the connections of a program that goes on when this process is killed.</summary>
internal static class Transfer
{
    public static async Task<int> RunAsync(string port, string program, string[] arguments)
    {
        // Not disposed: the process is to live.
        _ = FailureScope.Open(new FailureConfig(new ConnectionFailure
        {
            Addresses = ["127.0.0.0/8"],
            Ports = [int.Parse(port)],
            Latency = TimeSpan.FromMilliseconds(1),
        }));
        var process = ProcessUnderTest.Start(new ProcessStartInfo(program, arguments), new ProcessOptions { KeepRunning = true });
        while (process.Output.Count == 0)
            await Task.Delay(5);
        Console.WriteLine(process.Output[0].Text);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
