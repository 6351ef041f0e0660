using System.Text;

namespace Minderbinder.Testing;

/// <summary>
/// A block ended well, but some failure of its config never happened: the test has not shown what it was to show. The
/// message says which, and why it can have been.
/// </summary>
public sealed class FailureNotInjectedException : MinderbinderException
{
    internal FailureNotInjectedException(ScopeEvidence evidence, IReadOnlyList<FailureEvidence> missing, string more = "")
        : base(Explain(evidence, missing) + more) => (Evidence, Missing) = (evidence, missing);

    /// <summary>What is known of the scope.</summary>
    public ScopeEvidence Evidence { get; }

    /// <summary>The failures that never happened.</summary>
    public IReadOnlyList<FailureEvidence> Missing { get; }

    private static string Explain(ScopeEvidence evidence, IReadOnlyList<FailureEvidence> missing)
    {
        var text = new StringBuilder();
        foreach (var failure in missing)
            text.Append($"The failure '{failure.Failure.DisplayName}' was never injected: {NotInjectedReason.Of(failure, evidence)}\n");
        return text
            .Append("If that is all right, say so: 'optional: true' for the failure, or Verify = false in FailureScopeOptions.\n\n")
            .Append(evidence)
            .ToString();
    }
}
