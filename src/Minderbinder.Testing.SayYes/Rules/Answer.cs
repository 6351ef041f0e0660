using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>What a rule does with a request.</summary>
internal sealed record Answer
{
    public static Answer Yes { get; } = new();

    /// <summary>The shortest delay, and the only one unless there is a longer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The longest delay; zero if it is always the shortest.</summary>
    public TimeSpan LongestDelay { get; init; }

    /// <summary>The status to reply with, and with it headers.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Builds the reply for one request.</summary>
    public Func<ReceivedRequest, SayYesReply>? Build { get; init; }

    public IDelivery Delivery { get; init; } = new Whole();

    /// <summary>Whether this is a yes like that to any other request.</summary>
    public bool IsPlainYes => Delay == TimeSpan.Zero && Reply is null && Build is null && Delivery is Whole;

    /// <summary>The same with a delay that was drawn.</summary>
    /// <param name="number">From 0 to 1.</param>
    public Answer WithDrawnDelay(double number) =>
        LongestDelay > Delay ? this with { Delay = Delay + ((LongestDelay - Delay) * number), LongestDelay = TimeSpan.Zero } : this;
}
