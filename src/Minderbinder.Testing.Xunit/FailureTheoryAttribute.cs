using Xunit;

namespace Minderbinder.Testing;

/// <summary>
/// A <c>[Theory]</c> that is skipped where no failure can be injected: on machines whose kernel or privileges do not allow it, unless the
/// environment variable <c>CI</c> or <c>MINDERBINDER_UNSUPPORTED</c> wants it to fail. With a plain <c>[Theory]</c> it always fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FailureTheoryAttribute : TheoryAttribute
{
    /// <summary>Decides whether to skip.</summary>
    public FailureTheoryAttribute() => Skip = UnsupportedRule.ReasonToSkip;
}
