using System.Diagnostics;
using Minderbinder.Testing.Connections;

namespace Minderbinder.Testing;

/// <content>What a scope has to do with connections.</content>
public sealed partial class FailureScope
{
    private IConnectionAnswer? _sayYes;

    /// <summary>
    /// The server that says yes in this scope, a <c>SayYesServer</c>: for rules, and to see what was asked for. Null if no failure has
    /// <see cref="ConnectionFailure.SayYes"/>, and <see cref="FailureScopeOptions.SayYes"/> is not set.
    /// </summary>
    public IConnectionAnswer? SayYes => _sayYes;

    /// <summary>
    /// The servers that say yes in place of certain services, by the names of these: of <c>[SayYes("payments")]</c> on a test. Those of the scopes
    /// around this one are among them.
    /// </summary>
    public IReadOnlyDictionary<string, IConnectionAnswer> Services =>
        WithScopesAround.Reverse().SelectMany(scope => scope._options.Servers.ByName).GroupBy(server => server.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);

    /// <summary>
    /// Fails if a process of this scope connected to a host that <see cref="FailureScopeOptions.AllowedHosts"/> does not have.
    /// <see cref="FailureInjector"/> does this at the end of a block.
    /// </summary>
    /// <exception cref="UnexpectedConnectionException">Says which, and to where.</exception>
    public void VerifyConnections()
    {
        if (_options.AllowedHosts is { } allowed && AllowedHosts.FindOthers(allowed, GetEvidence().Connections) is { Count: > 0 } others)
            throw new UnexpectedConnectionException(others, allowed);
    }

    private FailureScope[] WithScopesAround => [this, .. Ancestors()];

    /// <summary>What the servers were asked that answer for this scope, a paragraph for each.</summary>
    internal IEnumerable<string> DescribeRequests()
    {
        List<(string Server, IConnectionAnswer Answer)> servers = [.. _options.Servers.ByName.Select(server => (server.Key, server.Value))];
        if (_sayYes is not null)
            servers.Add(("the server that says yes", _sayYes));
        servers.AddRange(
            from failure in Config.Failures.OfType<ConnectionFailure>()
            where failure.AnsweredBy is not null
            group failure by failure.AnsweredBy into answered
            select ($"the server of {answered.First().DisplayName}", answered.Key));
        foreach (var (server, answer) in servers)
        {
            if (answer.DescribeRequests() is { } requests)
                yield return requests.Length == 0 ? $"Requests to {server}: none" : $"Requests to {server}:\n  {requests.ReplaceLineEndings("\n  ")}";
        }
    }

    private ScopeConnections? PlanConnections() => ConnectionPlan.Of(Config, _options, Number, Seed, () => _sayYes = SayYesServers.Start());

    /// <summary>
    /// Gives a process what it needs to find and to trust the servers that answer it, while it is started, unless the test has said otherwise.
    /// </summary>
    private static LentEnvironment? TellOfServers(ProcessStartInfo startInfo, FailureScope? scope)
    {
        if (scope is null)
            return null;
        FailureScope[] scopes = scope.WithScopesAround;
        return new LentEnvironment(
            startInfo,
            scopes.SelectMany(around => (around._enforcement.Connections?.Environment ?? []).Concat(around._options.Servers.Variables)));
    }

    private async Task StopAnsweringAsync()
    {
        if (_sayYes is IAsyncDisposable server)
            await server.DisposeAsync();
        await _options.Servers.DisposeAsync();
    }
}
