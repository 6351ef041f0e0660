namespace Minderbinder.Testing.Declarations;

/// <summary>What the output of a test says about its scope.</summary>
internal static class ScopeReport
{
    private const int LinesOfOutput = 200;

    public static string Write(string test, FailureScope scope) => $"What was injected into {test}:\n{scope.GetEvidence()}{OfProcesses(scope)}";

    /// <summary>How the processes are doing that were launched in the scope or joined it, and what they wrote meanwhile.</summary>
    public static string OfProcesses(FailureScope scope) => string.Concat(scope.DescribeProcesses(LinesOfOutput).Select(process => $"\n{process}\n"));
}
