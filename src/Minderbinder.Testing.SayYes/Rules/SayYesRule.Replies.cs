using System.Globalization;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesRule
{
    private const int HighestGrpcStatus = 16;

    /// <summary>Replies as a test decides for each request. An exception that is thrown there is the body of a reply with status 500.</summary>
    /// <param name="reply">Builds the reply. It is called by several threads at a time.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The rule sends no reply: see <see cref="Reset"/>, <see cref="Hang"/>.</exception>
    public SayYesRule RespondWith(Func<ReceivedRequest, SayYesReply> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Change(answer => answer with { Build = reply, Reply = null });
    }

    /// <summary>Replies to a gRPC call, or one of gRPC-Web, with a status and no message: <c>RespondGrpc(8, "no money")</c>.</summary>
    /// <param name="status">The number of the status, 0 to 16: 4 is DEADLINE_EXCEEDED, 8 RESOURCE_EXHAUSTED, 14 UNAVAILABLE.</param>
    /// <param name="message">What goes with it, in any characters. Defaults to nothing.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none.</exception>
    /// <exception cref="InvalidOperationException">The rule sends no reply: see <see cref="Reset"/>, <see cref="Hang"/>.</exception>
    public SayYesRule RespondGrpc(int status, string message = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, HighestGrpcStatus);
        ArgumentNullException.ThrowIfNull(message);
        KeyValuePair<string, string> number = new("grpc-status", status.ToString(CultureInfo.InvariantCulture));
        // By headers alone, without a message, so the call ends with them. The text is sent percent-encoded.
        return Respond(200, [], Grpc.ContentType, message.Length > 0 ? [number, new("grpc-message", Uri.EscapeDataString(message))] : [number]);
    }

    /// <summary>
    /// What is said after this is for the next request that the rule decides, and what was said before for one request only. The last of such steps
    /// goes on for all requests after it: <c>Respond(503).Then().Delay(second).Then().Respond(402)</c>.
    /// </summary>
    /// <returns>This rule.</returns>
    public SayYesRule Then()
    {
        lock (_lock)
            _steps.Add(Answer.Yes);
        return this;
    }

    /// <summary>
    /// The same as <see cref="Then"/> and <see cref="Respond(int, string?, string?, IEnumerable{KeyValuePair{string, string}}?)"/>.
    /// </summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body, which is sent as UTF-8. Defaults to null: one that fits the request.</param>
    /// <param name="contentType">The body's type. Defaults to <c>application/json</c>.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentException">The status cannot have a body (204, 205, 304), or what is given is no type.</exception>
    public SayYesRule ThenRespond(int status, string? body = null, string? contentType = null) => Then().Respond(status, body, contentType);

    /// <summary>
    /// Decides some of the requests only, as they are drawn by <see cref="SayYesServer.Seed"/>. The others are for the rules before it, or get a yes.
    /// </summary>
    /// <param name="percent">How many, in percent; 0 to 100.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is out of its range.</exception>
    public SayYesRule Rate(double percent)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A rate is given in percent, from 0 to 100.");
        lock (_lock)
            _rate = percent;
        return this;
    }
}
