using Minderbinder.Testing;

namespace Minderbinder.Tool.Reach;

/// <summary>Finds out what can be injected here by opening scopes, with failures that are for nobody.</summary>
internal static class MechanismProbe
{
    private const string Nobody = "-nobody-";

    /// <summary>How the failure would get to its calls here.</summary>
    /// <param name="failure">The failure; whom it is for does not matter.</param>
    /// <param name="only">The one mechanism to try, or null for the best.</param>
    /// <exception cref="MinderbinderException">It cannot be done here; the message says why.</exception>
    public static Mechanism Find(Failure failure, Mechanism? only = null)
    {
        var scope = FailureScope.Open(new FailureConfig(failure with { Targets = [Nobody] }), new FailureScopeOptions { Mechanism = only });
        try
        {
            return scope.GetEvidence().Failures[0].Mechanism;
        }
        finally
        {
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
