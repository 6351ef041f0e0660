using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Connections;

/// <summary>What one scope does to connections and names of its members, whoever brings them here.</summary>
internal sealed class ScopeConnections : IRuleCarrier, IDisposable
{
    private readonly IReadOnlyList<ConnectionRule> _rules;
    private readonly CancellationTokenSource _lifted = new();
    private volatile bool _isInForce;

    /// <param name="rules">Its rules, in the order of the config.</param>
    /// <param name="isWatched">Whether somebody wants to know of all connections, by name.</param>
    public ScopeConnections(IReadOnlyList<ConnectionRule> rules, bool isWatched = false)
    {
        _rules = rules;
        AsksNames = isWatched || rules.Any(rule => rule.IsForNames || rule.Failure.IsAnswered || rule.Failure.Hosts.Count > 0);
        Lifted = _lifted.Token;
    }

    /// <summary>Where members have connected to.</summary>
    public ConnectionLog Seen { get; } = new();

    /// <summary>Cancelled when the scope closes.</summary>
    public CancellationToken Lifted { get; }

    /// <summary>Whether names of members are asked for here.</summary>
    public bool AsksNames { get; }

    /// <summary>What processes launched in the scope need in their environment.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
        _rules.Select(rule => rule.Answer).OfType<IConnectionAnswer>().Distinct().SelectMany(answer => answer.Environment);

    public void Enforce(ScopeLog log)
    {
        foreach (var rule in _rules)
            rule.Log = log;
        _isInForce = true;
    }

    /// <summary>From now on connections are left alone, and those that are there carry all as it comes.</summary>
    public void Lift()
    {
        _isInForce = false;
        _lifted.Cancel();
    }

    /// <summary>The rule that a connection suffers by: the first that chooses it; null if none does.</summary>
    public ConnectionRule? Judge(Caller caller, Destination destination, out ulong seed)
    {
        seed = 0;
        if (!_isInForce)
            return null;
        foreach (var rule in _rules)
        {
            if (!rule.IsForNames && rule.Judge(caller, destination, out seed))
                return rule;
        }

        return null;
    }

    /// <summary>The rule that a question for a name suffers by, or null.</summary>
    public ConnectionRule? Judge(Caller caller, string name) =>
        _isInForce ? _rules.FirstOrDefault(rule => rule.IsForNames && rule.Judge(caller, name)) : null;

    /// <summary>Whether a name stands for something that need not exist.</summary>
    public bool MakesUp(string name) => _isInForce && _rules.Any(rule => rule.MakesUp(name));

    public void NoteSeen(Caller caller, Destination destination, ConnectionFailure? failure)
    {
        if (_isInForce)
            Seen.Add(caller, destination, failure);
    }

    /// <summary>A connection that cannot be redirected, whatever the rules say: counted as one that could not be read.</summary>
    public void NoteUnreachable(Caller caller, Destination destination)
    {
        if (!_isInForce)
            return;
        Seen.Add(caller, destination, null);
        foreach (var rule in _rules.Where(rule => !rule.IsForNames))
            rule.NoteUnreachable(caller, destination);
    }

    public void SetRate(int number, double percent) => RuleOf(number).SetRate(percent);

    public RuleCounters CountersOf(int number) => RuleOf(number).Counters;

    public Certainty CertaintyOf(int number) => default;

    public void Dispose() => _lifted.Dispose();

    private ConnectionRule RuleOf(int number) => _rules.First(rule => rule.Number == number);
}
