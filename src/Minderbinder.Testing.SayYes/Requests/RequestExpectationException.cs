using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes;

/// <summary>
/// The requests that came to a <see cref="SayYesServer"/> are not those that a test expects. The message says what was expected and
/// lists what came.
/// </summary>
public sealed class RequestExpectationException : Exception
{
    internal RequestExpectationException(string expectation, RequestReport seen) : base($"{expectation}\n{seen}") => Requests = seen.Requests;

    /// <summary>What had come by then, and was kept.</summary>
    public IReadOnlyList<ReceivedRequest> Requests { get; }
}
