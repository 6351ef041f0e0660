using Microsoft.AspNetCore.Http;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>Which requests are meant: those of a method (or any), to a path in which <c>*</c> stands for any characters.</summary>
internal sealed class RequestPattern
{
    private const string Any = "*";

    private readonly string _method;
    private readonly Wildcard _path;

    public RequestPattern(string method, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!HeaderText.IsToken(method))
            throw new ArgumentException($"'{method}' is not an HTTP method. Give one, such as GET, or * for any.", nameof(method));
        if (path[0] is not ('/' or '*'))
            throw new ArgumentException(
                $"'{path}' matches no path: it has to begin with / or *, and a scheme and a host do not belong to it.", nameof(path));
        if (path.AsSpan().ContainsAny('?', '#'))
            throw new ArgumentException($"'{path}' matches no path: leave out the query or fragment, which do not belong to it.", nameof(path));

        _method = method.ToUpperInvariant();
        _path = new Wildcard(path);
    }

    /// <summary>Whether a request is meant. A preflight request is made by a browser, not by a program: "any method" leaves it out.</summary>
    public bool Matches(string method, string path, bool isPreflight = false) =>
        (_method == Any ? !isPreflight : HttpMethods.Equals(_method, method)) && _path.Matches(path);

    /// <summary>Whether a request is meant that has come, which only one that was read to the end has.</summary>
    public bool Matches(ReceivedRequest request) => request.IsComplete && Matches(request.Method, request.Path);

    public override string ToString() => $"{_method} {_path}";
}
