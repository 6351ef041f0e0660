using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Mechanisms;

/// <summary>Keeps rules, and what they have counted.</summary>
internal interface IRuleCarrier
{
    /// <summary>
    /// Changes the rate of a rule, from the next call on. From then on who is counted first among the chosen is first for <c>times</c> and
    /// for results that are taken in turn: those that a lower rate has let through do not count.
    /// </summary>
    /// <param name="number">The number of its failure.</param>
    /// <param name="percent">The new rate, from 0 to 100.</param>
    void SetRate(int number, double percent);

    /// <summary>What a rule has counted.</summary>
    /// <param name="number">The number of its failure.</param>
    RuleCounters CountersOf(int number);

    /// <summary>How far the counts of a failure can be vouched for; the mechanism is tried for it.</summary>
    /// <param name="number">The number of the failure.</param>
    Certainty CertaintyOf(int number);
}
