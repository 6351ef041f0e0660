namespace Minderbinder.Testing.Connections;

/// <summary>Decides about a connection, whichever way it was brought here.</summary>
internal static class Router
{
    /// <summary>Asks the scopes of a process from the innermost outwards: the first rule that chooses the connection decides.</summary>
    public static Route Judge(IReadOnlyList<ScopeConnections> scopes, Caller caller, Destination destination)
    {
        (ScopeConnections, ConnectionRule)? chosen = null;
        ulong seed = 0;
        foreach (var scope in scopes)
        {
            if (scope.Judge(caller, destination, out seed) is not { } rule)
                continue;
            chosen = (scope, rule);
            break;
        }

        foreach (var scope in scopes)
            scope.NoteSeen(caller, destination, chosen?.Item2.Failure);

        // An address that was made up leads nowhere by itself.
        var asksNames = destination.Endpoint.Port == NameServer.Port && scopes.Any(scope => scope.AsksNames);
        return new Route(chosen, seed, chosen is not null || asksNames || StandIns.Contains(destination.Endpoint.Address));
    }
}

/// <summary>What becomes of a connection.</summary>
/// <param name="Chosen">The rule that it suffers by, and the scope that has it.</param>
/// <param name="Seed">What the draws for it follow from.</param>
/// <param name="IsRedirected">Whether it goes to a server of the test.</param>
internal readonly record struct Route((ScopeConnections Scope, ConnectionRule Rule)? Chosen, ulong Seed, bool IsRedirected);
