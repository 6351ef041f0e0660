using System.Diagnostics;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// A test process beside another. For each line of input: "open MECHANISM" opens a scope in which mkdir fails with EROFS, "run" has a member
/// call it and prints what it saw and what the evidence says, "close" closes the scope.
/// </summary>
internal static class Neighbour
{
    public static async Task<int> RunAsync(string victim)
    {
        FailureScope? scope = null;
        while (Console.ReadLine()?.Split(' ') is { } command)
        {
            switch (command)
            {
                case ["open", var mechanism]:
                    try
                    {
                        scope = FailureScope.Open(
                            new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)),
                            new FailureScopeOptions { Mechanism = Enum.Parse<Mechanism>(mechanism) });
                        Console.WriteLine("open");
                    }
                    catch (SyscallNotSupportedException exception)
                    {
                        Console.WriteLine($"refused: {exception.Attempts[0].Refusal}");
                    }

                    break;
                case ["run"]:
                    using (var process = Process.Start(victim, ["exit", "mkdir"]))
                    {
                        await process.WaitForExitAsync();
                        var evidence = scope!.GetEvidence().Failures[0];
                        Console.WriteLine($"saw {process.ExitCode}, injected {evidence.Injected}{(evidence.Doubt is null ? "" : ", in doubt")}");
                    }

                    break;
                default:
                    if (scope is not null)
                        await scope.DisposeAsync();
                    scope = null;
                    Console.WriteLine("closed");
                    break;
            }
        }

        return 0;
    }
}
