using System.Net.Http.Headers;
using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesRule
{
    private SayYesRule Respond(int status, byte[]? body, string? contentType, KeyValuePair<string, string>[] headers)
    {
        if (status is < 200 or > 599)
            throw new ArgumentOutOfRangeException(nameof(status), status, "The status of a reply is between 200 and 599.");
        if (body is { Length: > 0 } && !Reply.CanHaveBody(status))
            throw new ArgumentException($"A reply with status {status} cannot have a body. Leave it out, or take another status.", nameof(body));
        if (contentType is not null && (!HeaderText.IsValue(contentType) || !MediaTypeHeaderValue.TryParse(contentType, out _)))
            throw new ArgumentException($"'{contentType}' is no content type. Give one like application/json.", nameof(contentType));
        foreach (var (name, value) in headers)
        {
            if (WhatIsWrongWith(name, value) is { } problem)
                throw new ArgumentException(problem, nameof(headers));
        }

        return Change(answer => answer with
        {
            Reply = new Reply(status, contentType, body) { Headers = headers },
            HasOwnBody = body is not null || contentType is not null,
        });
    }

    private SayYesRule Deliver(IDelivery delivery) => Change(answer => answer.Delivery is Whole || answer.Delivery.GetType() == delivery.GetType()
        ? answer with { Delivery = delivery }
        : throw new InvalidOperationException(
            $"A rule cannot do both: its reply is {Name(answer.Delivery)} already, and cannot be {Name(delivery)} too. Use a rule for each."));

    private SayYesRule Change(Func<Answer, Answer> change)
    {
        lock (_lock)
        {
            var answer = change(_answer);
            if (answer is { Reply: not null, Delivery.Replies: false })
                throw new InvalidOperationException($"A rule cannot do both: respond, and be {Name(answer.Delivery)}. Use a rule for each.");
            if (answer is { Reply: { } reply, Delivery: not Whole } && !Reply.CanHaveBody(reply.Status))
                throw new InvalidOperationException($"A reply with status {reply.Status} has no body that could be {Name(answer.Delivery)}.");
            _answer = answer;
        }

        return this;
    }

    private static string Name(IDelivery delivery) => delivery.GetType().Name.ToLowerInvariant();

    private static void CheckPause(TimeSpan pause, string name)
    {
        if (pause < TimeSpan.Zero || pause.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(name, pause, "A pause is between 0 and 24 days.");
    }

    private static string? WhatIsWrongWith(string name, string value)
    {
        if (!HeaderText.IsToken(name))
            return $"'{name}' is no name of a header.";
        if (!HeaderText.IsValue(value))
            return $"'{value}' cannot be the value of the header {name}: only printable ASCII can.";
        return name.ToUpperInvariant() is "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONTENT-TYPE" or "CONNECTION"
            ? $"{name} is set by the server. Give the body and contentType instead."
            : null;
    }
}
