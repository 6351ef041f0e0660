using System.Text;
using System.Text.Json;
using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Requests;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

/// <summary>
/// What a <see cref="SayYesServer"/> does with certain requests (<see cref="SayYesServer.On"/>). The request is read to its end first, and
/// is in <see cref="SayYesServer.Requests"/>. Changes hold from the next request on. Disposing the rule removes it.
/// </summary>
public sealed partial class SayYesRule : IDisposable
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly RuleSet _rules;
    private readonly Draw _draw;
    private readonly List<Answer> _steps = [Answer.Yes];
    private double _rate = 100;
    private long _drawn;
    private int? _times;
    private int _taken;

    internal SayYesRule(RuleSet rules, RequestPattern pattern, Draw draw) => (_rules, Pattern, _draw) = (rules, pattern, draw);

    /// <summary>How many requests this rule has decided so far.</summary>
    public int Taken
    {
        get
        {
            lock (_lock)
                return _taken;
        }
    }

    internal RequestPattern Pattern { get; }

#pragma warning disable RS0026 // Overloads with optional parameters can become ambiguous. These two cannot.
    /// <summary>Replies with a status, and a text as the body.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">
    /// The body, which is sent as UTF-8. Defaults to null: one that fits the request, as with a yes; an empty one, if there is a
    /// <paramref name="contentType"/>.
    /// </param>
    /// <param name="contentType">The body's type. Defaults to <c>application/json</c>.</param>
    /// <param name="headers">Further headers. Defaults to none. A name may come more than once.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentException">
    /// The status cannot have a body (204, 205, 304), or what is given is no type or no header, or one that the server sets itself.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none.</exception>
    /// <exception cref="InvalidOperationException">The rule sends no reply: see <see cref="Reset"/>, <see cref="Hang"/>.</exception>
    public SayYesRule Respond(
        int status, string? body = null, string? contentType = null, IEnumerable<KeyValuePair<string, string>>? headers = null) =>
        Respond(
            status, body is null ? null : Encoding.UTF8.GetBytes(body), contentType ?? (body is null ? null : Reply.DefaultContentType),
            [.. headers ?? []]);

    /// <summary>Replies with a status, and bytes as the body.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body. It is copied.</param>
    /// <param name="contentType">The body's type, such as <c>application/octet-stream</c>.</param>
    /// <param name="headers">Further headers. Defaults to none. A name may come more than once.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentException">
    /// The status cannot have a body (204, 205, 304), or what is given is no type or no header, or one that the server sets itself.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none.</exception>
    /// <exception cref="InvalidOperationException">The rule sends no reply: see <see cref="Reset"/>, <see cref="Hang"/>.</exception>
    public SayYesRule Respond(int status, byte[] body, string contentType, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(contentType);
        return Respond(status, [.. body], contentType, [.. headers ?? []]);
    }
#pragma warning restore RS0026

    /// <summary>Replies with a value as JSON, written as ASP.NET Core writes it: names in camelCase.</summary>
    /// <param name="value">The value. It is written now; what changes in it later does not count.</param>
    /// <param name="status">The status, 200 to 599. Defaults to 200.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentException">The status cannot have a body (204, 205, 304).</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is none.</exception>
    /// <exception cref="InvalidOperationException">The rule sends no reply: see <see cref="Reset"/>, <see cref="Hang"/>.</exception>
    /// <exception cref="NotSupportedException">The value cannot be written as JSON.</exception>
    public SayYesRule RespondJson(object? value, int status = 200) =>
        Respond(status, JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), Reply.DefaultContentType);

    /// <summary>Waits before the reply, reset or whatever else the rule does.</summary>
    /// <param name="delay">How long, 0 to 24 days.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative or too long.</exception>
    public SayYesRule Delay(TimeSpan delay)
    {
        CheckPause(delay, nameof(delay));
        return Change(answer => answer with { Delay = delay, LongestDelay = TimeSpan.Zero });
    }

    /// <summary>Waits for a time that is drawn for each request, by <see cref="SayYesServer.Seed"/>.</summary>
    /// <param name="shortest">How long at least, 0 to 24 days.</param>
    /// <param name="longest">How long at most, <paramref name="shortest"/> to 24 days.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A delay is negative or too long, or the longest is shorter than the shortest.</exception>
    public SayYesRule Delay(TimeSpan shortest, TimeSpan longest)
    {
        CheckPause(shortest, nameof(shortest));
        CheckPause(longest, nameof(longest));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        return Change(answer => answer with { Delay = shortest, LongestDelay = longest });
    }

    /// <summary>
    /// Sends no reply, but resets the connection: the client gets ECONNRESET. Over HTTP/2 only the request's stream is reset, with
    /// INTERNAL_ERROR, as other requests share the connection.
    /// </summary>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The rule is to reply already, or to do something else instead.</exception>
    public SayYesRule Reset() => Deliver(new Reset());

    /// <summary>
    /// Breaks the reply off: its head, with the length of the whole body, and half of the body (rounded down) are sent, then the connection
    /// is closed; over HTTP/2 the stream is reset. Of an empty body a byte is promised. An answer to HEAD has no body, and stays whole.
    /// </summary>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The rule is to do something else instead, or its status cannot have a body.</exception>
    public SayYesRule Truncate() => Deliver(new Truncated());

    /// <summary>Never replies: the request hangs until the client gives up or the server is disposed.</summary>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The rule is to reply already, or to do something else instead.</exception>
    public SayYesRule Hang() => Deliver(new Hanging());

    /// <summary>Sends the reply's head at once, and the body bit by bit, with a pause before each.</summary>
    /// <param name="bytes">How many bytes at a time, 1 or more. Defaults to 1.</param>
    /// <param name="pause">How long to wait before each bit, 0 to 24 days. Defaults to 100 ms.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The rule is to do something else instead, or its status cannot have a body.</exception>
    public SayYesRule Dribble(int bytes = 1, TimeSpan? pause = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        CheckPause(pause ?? DefaultPause, nameof(pause));
        return Deliver(new Dribbled(bytes, pause ?? DefaultPause));
    }

    /// <summary>Ends the rule after a number of requests. Those after them are for the rules before it, or get a yes.</summary>
    /// <param name="times">How many requests the rule decides, 1 or more.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public SayYesRule Times(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_lock)
            _times = times;
        return this;
    }

    /// <summary>Removes the rule. Requests that it has decided already go on as it said. A second call does nothing.</summary>
    public void Dispose() => _rules.Remove(this);

    /// <summary>What to do with a request whose method and path fit; null if this rule is not for it, or used up.</summary>
    internal Answer? TryTake(ReceivedRequest request)
    {
        RequestCondition[] conditions;
        lock (_lock)
            conditions = [.. _conditions];
        // Not under the lock: what a test wrote may take its time.
        if (!Array.TrueForAll(conditions, condition => condition.Holds(request)))
            return null;

        lock (_lock)
        {
            if (_taken >= _times)
                return null;
            if (_rate < 100 && _draw.Number(_drawn++) * 100 >= _rate)
                return null;
            var step = _steps[Math.Min(_taken++, _steps.Count - 1)];
            return step.LongestDelay > step.Delay ? step.WithDrawnDelay(_draw.Number(_drawn++)) : step;
        }
    }
}
