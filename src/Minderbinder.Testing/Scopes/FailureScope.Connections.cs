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
    /// Fails if a process of this scope connected to a host that <see cref="FailureScopeOptions.AllowedHosts"/> does not have.
    /// <see cref="FailureInjector"/> does this at the end of a block.
    /// </summary>
    /// <exception cref="UnexpectedConnectionException">Says which, and to where.</exception>
    public void VerifyConnections()
    {
        if (_options.AllowedHosts is { } allowed && AllowedHosts.FindOthers(allowed, GetEvidence().Connections) is { Count: > 0 } others)
            throw new UnexpectedConnectionException(others, allowed);
    }

    private ScopeConnections? PlanConnections() => ConnectionPlan.Of(Config, _options, Number, Seed, () => _sayYes = SayYesServers.Start());

    /// <summary>Gives a process what it needs to trust the servers that answer it, while it is started, unless the test has said otherwise.</summary>
    private static LentEnvironment? Trust(ProcessStartInfo startInfo, FailureScope? scope)
    {
        if (scope is null)
            return null;
        FailureScope[] scopes = [scope, .. scope.Ancestors()];
        return new LentEnvironment(startInfo, scopes.SelectMany(around => around._enforcement.Connections?.Environment ?? []));
    }

    private Task StopAnsweringAsync() => _sayYes is IAsyncDisposable server ? server.DisposeAsync().AsTask() : Task.CompletedTask;
}
