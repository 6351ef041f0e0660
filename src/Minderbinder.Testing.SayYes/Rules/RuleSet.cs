using System.Collections.Immutable;
using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>The rules of a server. The last one that matches a request decides.</summary>
internal sealed class RuleSet
{
    private ImmutableList<SayYesRule> _rules = [];

    public SayYesRule Add(RequestPattern pattern)
    {
        var rule = new SayYesRule(this, pattern);
        ImmutableInterlocked.Update(ref _rules, rules => rules.Insert(0, rule));
        return rule;
    }

    public void Remove(SayYesRule rule) => ImmutableInterlocked.Update(ref _rules, rules => rules.Remove(rule));

    public void Clear() => Interlocked.Exchange(ref _rules, []);

    /// <summary>Finds what to do with a request, and counts it for the rule.</summary>
    public Answer Take(string method, string path, bool isPreflight)
    {
        foreach (var rule in Volatile.Read(ref _rules))
        {
            if (rule.Pattern.Matches(method, path, isPreflight) && rule.TryTake() is { } answer)
                return answer;
        }

        return Answer.Yes;
    }
}
