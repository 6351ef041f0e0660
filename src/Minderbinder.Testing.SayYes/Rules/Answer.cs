using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;

namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>What a rule does with a request.</summary>
internal sealed record Answer
{
    public static Answer Yes { get; } = new();

    public TimeSpan Delay { get; init; }

    /// <summary>The status to reply with, and with it headers.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Whether the body of <see cref="Reply"/> is to be sent, even an empty one, and not one that fits the request.</summary>
    public bool HasOwnBody { get; init; }

    public IDelivery Delivery { get; init; } = new Whole();

    /// <summary>Whether this is a yes like that to any other request.</summary>
    public bool IsPlainYes => Delay == TimeSpan.Zero && Reply is null && Delivery is Whole;
}
