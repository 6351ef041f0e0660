namespace Minderbinder.Testing;

/// <summary>The failures of a test cannot be injected here, and the test is not to be skipped for that.</summary>
internal sealed class TestNotPossibleException(string message) : MinderbinderException(message);
