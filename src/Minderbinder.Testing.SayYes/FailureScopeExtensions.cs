namespace Minderbinder.Testing.SayYes;

/// <summary>The servers of a scope.</summary>
public static class FailureScopeExtensions
{
    /// <summary>The server that says yes in this scope: for rules, and to see what was asked.</summary>
    /// <param name="scope">The scope: <see cref="FailureScope.Required"/>.</param>
    /// <param name="service">
    /// The service that it stands for, as <c>[SayYes("payments")]</c> names it. Defaults to null: the server for all that is called on the ports 80
    /// and 443, of <c>[SayYes]</c> or <see cref="FailureScopeOptions.SayYes"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The scope has no such server; the message says how to get one.</exception>
    public static SayYesServer SayYesServer(this FailureScope scope, string? service = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (service is null)
        {
            return scope.SayYes as SayYesServer ?? throw new InvalidOperationException(
                "This scope has no server for everything: set FailureScopeOptions.SayYes, or put [SayYes] on the test or its class.");
        }

        if (scope.Services.GetValueOrDefault(service) is SayYesServer server)
            return server;

        var others = string.Join(", ", scope.Services.Keys.Order(StringComparer.Ordinal));
        throw new InvalidOperationException(
            $"This scope has no server for '{service}': put [SayYes(\"{service}\")] on the test or its class. "
            + $"It has {(others.Length == 0 ? "none" : $"those for {others}")}.");
    }
}
