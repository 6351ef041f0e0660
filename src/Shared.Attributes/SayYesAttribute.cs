namespace Minderbinder.Testing;

/// <summary>
/// All that the test's processes call on the ports 80 and 443 is told yes while the test runs, whatever host it is for, and whether that exists or
/// not: <c>[SayYes]</c>. It takes the package <c>Minderbinder.Testing.SayYes</c>. The test finds the server as
/// <see cref="FailureScope.SayYes"/> of <see cref="FailureScope.Current"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class SayYesAttribute : ScopeAttribute
{
    private readonly SayYesDeclaration _declared = new();

    /// <summary>
    /// The hosts that may be called, as <see cref="FailureScopeOptions.AllowedHosts"/> has them: the test fails if another is. Defaults to
    /// <see langword="null"/>: any.
    /// </summary>
    public string[]? AllowedHosts
    {
        get => _declared.AllowedHosts;
        set => _declared.AllowedHosts = value;
    }

    private protected override Declaration Declaration => _declared;
}
