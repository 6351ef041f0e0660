using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>Which requests are meant: those of a method (or any), to a path in which <c>*</c> stands for any characters.</summary>
internal sealed class RequestPattern
{
    private const string Any = "*";

    private readonly string _method;
    private readonly string _path;
    private readonly string[] _pathParts;

    public RequestPattern(string method, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!HeaderText.IsToken(method))
            throw new ArgumentException($"'{method}' is no HTTP method. Give one, such as GET, or * for any.", nameof(method));
        if (path[0] is not ('/' or '*'))
            throw new ArgumentException($"'{path}' matches no path: it has to begin with / or *, and a scheme and a host do not belong to it.", nameof(path));
        if (path.AsSpan().ContainsAny('?', '#'))
            throw new ArgumentException($"'{path}' matches no path: leave out the query or fragment, which do not belong to it.", nameof(path));

        _method = method.ToUpperInvariant();
        _path = path;
        _pathParts = path.Split('*');
    }

    /// <summary>Whether a request is meant. A preflight request is made by a browser, not by a program: "any method" leaves it out.</summary>
    public bool Matches(string method, string path, bool isPreflight = false) =>
        (_method == Any ? !isPreflight : HttpMethods.Equals(_method, method)) && MatchesPath(path);

    /// <summary>Whether a request is meant that has come, which only one that was read to the end has.</summary>
    public bool Matches(ReceivedRequest request) => request.IsComplete && Matches(request.Method, request.Path);

    public override string ToString() => $"{_method} {_path}";

    /// <summary>Whether the path begins and ends as the pattern does, and has what stands between asterisks in that order.</summary>
    private bool MatchesPath(string path)
    {
        var (first, last) = (_pathParts[0], _pathParts[^1]);
        if (_pathParts.Length == 1)
            return path == first;
        if (path.Length < first.Length + last.Length
            || !path.StartsWith(first, StringComparison.Ordinal)
            || !path.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = path.AsSpan(first.Length..^last.Length);
        foreach (var part in _pathParts.AsSpan(1..^1))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
