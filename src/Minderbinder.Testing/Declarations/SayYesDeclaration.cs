namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[SayYes]</c> says.</summary>
internal sealed class SayYesDeclaration : Declaration
{
    public string[]? AllowedHosts { get; set; }

    public override string Text => "[SayYes]";

    /// <summary>How the scope is opened, with what all such attributes of a test say.</summary>
    public static FailureScopeOptions OptionsOf(IEnumerable<SayYesDeclaration> declarations)
    {
        SayYesDeclaration[] all = [.. declarations];
        string[][] allowed = [.. all.Select(one => one.AllowedHosts).OfType<string[]>()];
        return new FailureScopeOptions { SayYes = all.Length > 0, AllowedHosts = allowed.Length == 0 ? null : [.. allowed.SelectMany(hosts => hosts)] };
    }

    public override IEnumerable<string> FindProblems() =>
        AllowedHosts is { } hosts && Connections.AllowedHosts.FindProblem(hosts) is { } problem ? [$"{nameof(AllowedHosts)}: {problem}"] : [];
}
