using System.Net;

namespace Minderbinder.Testing;

/// <summary>
/// A server of the test that answers connections in place of those that the program means. It has to be there as long as the scope.
/// </summary>
public interface IConnectionAnswer
{
    /// <summary>
    /// Where a connection is taken to. Asked once for each, on any thread, when the program has sent its first byte. Where the server speaks
    /// first, use <see cref="ConnectionAnswer.At"/>.
    /// </summary>
    /// <param name="host">The name that the program connects to, or its address in numbers if it asked for no name.</param>
    /// <param name="port">The port that it connects to.</param>
    /// <param name="isTls">Whether it speaks TLS.</param>
    IPEndPoint EndpointFor(string host, int port, bool isTls);

    /// <summary>
    /// Environment variables for processes that are launched in the scope, so that they trust the server's certificates. Those that the
    /// test sets itself stay.
    /// </summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>
    /// What it was asked, for the output of a failing test: a line for each request, the empty text if there was none. Defaults to
    /// <see langword="null"/>: it does not tell.
    /// </summary>
    string? DescribeRequests() => null;
}
