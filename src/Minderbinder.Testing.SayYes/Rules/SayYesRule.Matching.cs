using Microsoft.AspNetCore.WebUtilities;
using Minderbinder.Testing.SayYes.Requests;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesRule
{
    private readonly List<RequestCondition> _conditions = [];

    /// <summary>Only for requests with a certain header. What is said of a rule in several such calls must hold all at once.</summary>
    /// <param name="name">The header's name, in capitals or not.</param>
    /// <param name="value">Its value, case-sensitive; <c>*</c> stands for any characters. Defaults to any value.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not the name of a header.</exception>
    public SayYesRule WithHeader(string name, string value = "*")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!HeaderText.IsToken(name ?? throw new ArgumentNullException(nameof(name))))
            throw new ArgumentException($"'{name}' is not the name of a header.", nameof(name));
        var pattern = new Wildcard(value);
        return Add(new RequestCondition(false, request => request.Headers.TryGetValue(name, out var given) && pattern.Matches(given)));
    }

    /// <summary>Only for requests with a certain parameter in their query.</summary>
    /// <param name="name">The parameter's name, decoded, case-sensitive.</param>
    /// <param name="value">Its value, decoded, case-sensitive; <c>*</c> stands for any characters. Defaults to any value.</param>
    /// <returns>This rule.</returns>
    public SayYesRule WithQuery(string name, string value = "*")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        var pattern = new Wildcard(value);
        return Add(new RequestCondition(false, request => new QueryStringEnumerable(request.Query).Has(name, pattern)));
    }

    /// <summary>
    /// Only for requests with a certain body, read as UTF-8. The first <see cref="SayYesOptions.BodyBytesKept"/> bytes of it count. Such a rule
    /// is chosen when the request was read to its end.
    /// </summary>
    /// <param name="body">The whole body, case-sensitive; <c>*</c> stands for any characters: <c>*"currency":"eur"*</c>.</param>
    /// <returns>This rule.</returns>
    public SayYesRule WithBody(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var pattern = new Wildcard(body);
        return Add(new RequestCondition(true, request => pattern.Matches(request.BodyText)));
    }

    /// <summary>Only for requests of which something else is true. Such a rule is chosen when the request was read to its end.</summary>
    /// <param name="condition">Says whether it is meant. It is called by several threads at a time, and must not throw.</param>
    /// <returns>This rule.</returns>
    public SayYesRule When(Func<ReceivedRequest, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Add(new RequestCondition(true, condition));
    }

    /// <summary>Whether it may be for a request, and that depends on the body.</summary>
    internal bool NeedsBodyOf(ReceivedRequest head)
    {
        lock (_lock)
            return _conditions.Exists(condition => condition.NeedsBody)
                && _conditions.TrueForAll(condition => condition.NeedsBody || condition.Holds(head));
    }

    private SayYesRule Add(RequestCondition condition)
    {
        lock (_lock)
            _conditions.Add(condition);
        return this;
    }
}
