using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesRule
{
    private SayYesRule Respond(int status, byte[]? body, string? contentType, KeyValuePair<string, string>[] headers)
    {
        var reply = Reply.Of(status, body, contentType, headers);
        return Change(answer => answer with { Reply = reply, Build = null });
    }

    private SayYesRule Deliver(IDelivery delivery) => Change(answer => answer.Delivery is Whole || answer.Delivery.GetType() == delivery.GetType()
        ? answer with { Delivery = delivery }
        : throw new InvalidOperationException(
            $"A rule cannot do both: its reply is {Name(answer.Delivery)} already, and cannot be {Name(delivery)} too. Use a rule for each."));

    private SayYesRule Change(Func<Answer, Answer> change)
    {
        lock (_lock)
        {
            var answer = change(_steps[^1]);
            if ((answer.Reply is not null || answer.Build is not null) && !answer.Delivery.Replies)
                throw new InvalidOperationException($"A rule cannot do both: respond, and be {Name(answer.Delivery)}. Use a rule for each.");
            if (answer is { Reply: { } reply, Delivery: not Whole } && !Reply.CanHaveBody(reply.Status))
                throw new InvalidOperationException($"A reply with status {reply.Status} has no body that could be {Name(answer.Delivery)}.");
            _steps[^1] = answer;
        }

        return this;
    }

    private static string Name(IDelivery delivery) => delivery.GetType().Name.ToLowerInvariant();

    private static void CheckPause(TimeSpan pause, string name)
    {
        if (pause < TimeSpan.Zero || pause.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(name, pause, "A pause is between 0 and 24 days.");
    }
}
