using System.Diagnostics;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Loses every second packet that comes for a process which runs already, until there is a line of input; prints then how many it has chosen.
/// </summary>
internal static class Deafen
{
    public static async Task<int> RunAsync(int id)
    {
        await using var scope = FailureScope.Open(new FailureConfig(new IncomingNetworkFailure { Every = 2 }));
        using var process = Process.GetProcessById(id);
        await scope.JoinAsync(process);
        Console.WriteLine("deaf");
        Console.ReadLine();
        Console.WriteLine(scope.GetEvidence().Failures[0].Injected);
        return 0;
    }
}
