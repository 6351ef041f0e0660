using Xunit;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// A <c>[Fact]</c> that is skipped where no failure can be injected: on machines whose kernel or privileges do not allow it, unless the
/// environment variable <c>CI</c> or <c>MINDERBINDER_UNSUPPORTED</c> wants it to fail. With a plain <c>[Fact]</c> it always fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Minderbinder.Testing.FailureFactDiscoverer", "Minderbinder.Testing.Xunit")]
public sealed class FailureFactAttribute : FactAttribute;
