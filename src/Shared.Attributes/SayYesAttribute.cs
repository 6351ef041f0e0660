namespace Minderbinder.Testing;

/// <summary>
/// A server says yes to all that the test's processes ask for, while the test runs. With names, as <c>[SayYes("payments")]</c>, each of these
/// services has a server of its own, and processes that are launched in the test get its address by environment variables; see
/// <see cref="Variable"/>. Without names, as <c>[SayYes]</c>, all that is called on the ports 80 and 443 is told yes, whatever host it is for, and
/// whether that exists or not. It takes the package <c>Minderbinder.Testing.SayYes</c>, whose <c>SayYesServer(name)</c> on <see cref="FailureScope"/>
/// gives the test its server.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class SayYesAttribute : ScopeAttribute
{
    private readonly SayYesDeclaration _declared;

    /// <summary>Says yes in place of certain services, or of all.</summary>
    /// <param name="services">Their names: <c>payments</c>. None: all that is called on the ports 80 and 443.</param>
    public SayYesAttribute(params string[] services) => _declared = new SayYesDeclaration(services);

    /// <summary>
    /// The environment variable by which processes get the address of a service, such as <c>http://127.0.0.1:40123</c>, with <c>{name}</c> where the
    /// service's name belongs: <c>Downstream__{name}__BaseUrl</c>. Defaults to <see langword="null"/>: <c>services__payments__http__0</c>, which
    /// .NET's service discovery reads, and <c>PAYMENTS_HTTP</c>, as Aspire has them.
    /// </summary>
    public string? Variable
    {
        get => _declared.Variable;
        set => _declared.Variable = value;
    }

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
