namespace Minderbinder.Testing.Connections;

/// <summary>The servers of a test that say yes in place of certain services, and how its processes learn of them.</summary>
internal sealed class NamedServers : IAsyncDisposable
{
    /// <summary>Stands for the name of the service in that of a variable.</summary>
    public const string NamePlaceholder = "{name}";

    /// <summary>What .NET's service discovery reads, and what Aspire tells programs in other languages.</summary>
    private const string ServiceDiscovery = "services__{name}__http__0";

    private readonly Dictionary<string, IConnectionAnswer> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Each by the name of its service.</summary>
    public IReadOnlyDictionary<string, IConnectionAnswer> ByName => _servers;

    /// <summary>The variables by which processes find them.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>Starts a server for a service, unless there is one.</summary>
    /// <param name="name">The name of the service.</param>
    /// <param name="variable">The variable that gets its address, with <see cref="NamePlaceholder"/>; null for those that are usual.</param>
    public void Add(string name, string? variable)
    {
        if (!_servers.TryGetValue(name, out var server))
            _servers[name] = server = SayYesServers.Start();

        var address = $"http://{server.EndpointFor(name, port: 80, isTls: false)}";
        foreach (var pattern in variable is null ? [ServiceDiscovery, $"{UpperCase(name)}_HTTP"] : new[] { variable })
            _variables[pattern.Replace(NamePlaceholder, name, StringComparison.Ordinal)] = address;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.OfType<IAsyncDisposable>())
            await server.DisposeAsync();
    }

    private static string UpperCase(string name) =>
        string.Concat(name.ToUpperInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
}
