namespace Minderbinder.Testing.Declarations;

/// <summary>What the output of a test says about its scope.</summary>
internal static class ScopeReport
{
    private const int LinesOfOutput = 200;

    public static string Write(string test, FailureScope scope) => $"What was injected into {test}:\n{scope.GetEvidence()}{OfMembers(scope)}";

    /// <summary>
    /// How the processes are doing that were launched in the scope or joined it, what they wrote meanwhile, and what the servers were asked that
    /// answer for the scope.
    /// </summary>
    public static string OfMembers(FailureScope scope) =>
        string.Concat(scope.DescribeProcesses(LinesOfOutput).Concat(scope.DescribeRequests()).Select(paragraph => $"\n{paragraph}\n"));
}
