namespace Minderbinder.Testing.Connections;

/// <summary>Where the members of a scope have connected to: each process, place and outcome once, with a count.</summary>
internal sealed class ConnectionLog
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Process, string Name, Destination Destination, ConnectionFailure? Failure), long> _counts = [];

    public IReadOnlyList<ConnectionEvidence> Entries
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _counts.Select(entry => new ConnectionEvidence
                    {
                        Host = entry.Key.Destination.Host,
                        Endpoint = entry.Key.Destination.Endpoint,
                        ProcessId = entry.Key.Process,
                        ProcessName = entry.Key.Name,
                        Failure = entry.Key.Failure,
                        Count = entry.Value,
                    }),
                ];
            }
        }
    }

    public void Add(Caller caller, Destination destination, ConnectionFailure? failure)
    {
        var key = (caller.Process, caller.Name.ToString(), destination, failure);
        lock (_lock)
        {
            if (_counts.TryGetValue(key, out var count))
                _counts[key] = count + 1;
            else if (_counts.Count < Most)
                _counts.Add(key, 1);
        }
    }
}
