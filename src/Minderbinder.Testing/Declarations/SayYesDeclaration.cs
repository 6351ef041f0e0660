using Minderbinder.Testing.Connections;

namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[SayYes]</c> says.</summary>
internal sealed class SayYesDeclaration(string[] services) : Declaration
{
    public IReadOnlyList<string> Services => services;

    public string? Variable { get; set; }

    public string[]? AllowedHosts { get; set; }

    public override string Text => services.Length == 0 ? "[SayYes]" : $"[SayYes({string.Join(", ", services.Select(Quote))})]";

    /// <summary>How the scope is opened, with what all such attributes of a test say.</summary>
    public static FailureScopeOptions OptionsOf(IReadOnlyList<SayYesDeclaration> declarations)
    {
        string[][] allowed = [.. declarations.Select(one => one.AllowedHosts).OfType<string[]>()];
        return new FailureScopeOptions
        {
            SayYes = declarations.Any(one => one.Services.Count == 0),
            AllowedHosts = allowed.Length == 0 ? null : [.. allowed.SelectMany(hosts => hosts)],
            Servers = new NamedServers(),
        };
    }

    /// <summary>Starts the servers for services that have a name.</summary>
    public void StartIn(NamedServers servers)
    {
        foreach (var service in services)
            servers.Add(service, Variable);
    }

    public override IEnumerable<string> FindProblems()
    {
        if (services.Any(string.IsNullOrWhiteSpace))
            yield return "the name of a service is empty.";
        if (Variable is not null && services.Length == 0)
            yield return "Variable is for services that are named; write [SayYes(\"payments\", Variable = ...)].";
        if (services.Length > 1 && Variable?.Contains(NamedServers.NamePlaceholder, StringComparison.Ordinal) == false)
            yield return $"all services would get the same variable '{Variable}'; put {NamedServers.NamePlaceholder} where their names belong.";
        if (Variable is { Length: 0 } || Variable?.AsSpan().ContainsAny('=', '\0') == true)
            yield return $"'{Variable}' is not the name of an environment variable.";
        if (AllowedHosts is { } hosts && Connections.AllowedHosts.FindProblem(hosts) is { } problem)
            yield return $"{nameof(AllowedHosts)}: {problem}";
    }
}
