using System.Collections.Immutable;
using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>The rules of a server. The last one that matches a request decides.</summary>
internal sealed class RuleSet(ulong seed)
{
    private ImmutableList<SayYesRule> _rules = [];
    private int _made;

    public SayYesRule Add(RequestPattern pattern)
    {
        var rule = new SayYesRule(this, pattern, new Draw(seed, Interlocked.Increment(ref _made)));
        ImmutableInterlocked.Update(ref _rules, rules => rules.Insert(0, rule));
        return rule;
    }

    public void Remove(SayYesRule rule) => ImmutableInterlocked.Update(ref _rules, rules => rules.Remove(rule));

    /// <summary>Removes all rules; the draws of those to come begin anew, as for a new server.</summary>
    public void Clear()
    {
        Interlocked.Exchange(ref _rules, []);
        Volatile.Write(ref _made, 0);
    }

    /// <summary>Whether some rule for a request cannot be decided before its body is there.</summary>
    public bool NeedBody(ReceivedRequest head, bool isPreflight) =>
        Volatile.Read(ref _rules).Any(rule => rule.Pattern.Matches(head.Method, head.Path, isPreflight) && rule.NeedsBodyOf(head));

    /// <summary>Finds what to do with a request, and counts it for the rule.</summary>
    /// <param name="request">The request, with its body if <see cref="NeedBody"/> says so.</param>
    /// <param name="isPreflight">Whether a browser asks in advance.</param>
    public Answer Take(ReceivedRequest request, bool isPreflight)
    {
        foreach (var rule in Volatile.Read(ref _rules))
        {
            if (rule.Pattern.Matches(request.Method, request.Path, isPreflight) && rule.TryTake(request) is { } answer)
                return answer;
        }

        return Answer.Yes;
    }
}
