using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesServer
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The requests that came, the last <see cref="SayYesOptions.RequestsKept"/> of them, in the order in which they were read to the
    /// end. A request is here before its answer is complete: a client that has the answer finds it. What was no HTTP is not here.
    /// </summary>
    public IReadOnlyList<ReceivedRequest> Requests => _log.Snapshot().Requests;

    /// <summary>How many requests were dropped to make room for later ones in <see cref="Requests"/>.</summary>
    public long DroppedRequests => _log.Snapshot().Dropped;

    /// <summary>Waits for a request. One that came before the wait counts.</summary>
    /// <param name="method">The method, or <c>*</c> for any; as for <see cref="On"/>.</param>
    /// <param name="path">The path, with <c>*</c> for any characters; as for <see cref="On"/>.</param>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Defaults to 30 s.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The first such request of <see cref="Requests"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="path"/> can match no request.</exception>
    /// <exception cref="RequestExpectationException">The time ran out. The message lists what came.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ReceivedRequest> WaitForRequestAsync(
        string method, string path, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        (await WaitForRequestsAsync(method, path, 1, timeout, cancellationToken))[0];

    /// <summary>Waits for a number of requests. Those that came before the wait count.</summary>
    /// <param name="method">The method, or <c>*</c> for any; as for <see cref="On"/>.</param>
    /// <param name="path">The path, with <c>*</c> for any characters; as for <see cref="On"/>.</param>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Defaults to 30 s.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The first <paramref name="count"/> such requests of <see cref="Requests"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="path"/> can match no request.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="RequestExpectationException">The time ran out. The message lists what came.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<IReadOnlyList<ReceivedRequest>> WaitForRequestsAsync(
        string method, string path, int count, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var pattern = new RequestPattern(method, path);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _log.WaitAsync(pattern, count, timeout ?? DefaultTimeout, cancellationToken);
    }

    /// <summary>Asserts that a request has come: at least once, or exactly as often as said.</summary>
    /// <param name="method">The method, or <c>*</c> for any; as for <see cref="On"/>.</param>
    /// <param name="path">The path, with <c>*</c> for any characters; as for <see cref="On"/>.</param>
    /// <param name="times">How often exactly, 0 or more. Defaults to null: once or more often.</param>
    /// <returns>Those requests.</returns>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="path"/> can match no request.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is negative.</exception>
    /// <exception cref="RequestExpectationException">
    /// It has not, or requests were dropped, so that nobody can tell how often. The message lists what came.
    /// </exception>
    public IReadOnlyList<ReceivedRequest> ShouldHaveReceived(string method, string path, int? times = null)
    {
        var pattern = new RequestPattern(method, path);
        ArgumentOutOfRangeException.ThrowIfNegative(times ?? 0, nameof(times));

        var seen = _log.Snapshot();
        var matching = seen.Matching(pattern);
        if (times is null ? matching.Count > 0 : matching.Count == times && seen.Dropped == 0)
            return matching;

        var expected = times is null ? "at least one request" : RequestReport.Count(times.Value);
        throw new RequestExpectationException($"Expected {expected} {pattern}: {matching.Count} came.", seen);
    }

    /// <summary>Asserts that a request has not come so far.</summary>
    /// <param name="method">The method, or <c>*</c> for any; as for <see cref="On"/>.</param>
    /// <param name="path">The path, with <c>*</c> for any characters; as for <see cref="On"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="path"/> can match no request.</exception>
    /// <exception cref="RequestExpectationException">
    /// It has, or requests were dropped, so that nobody can tell. The message lists what came.
    /// </exception>
    public void ShouldNotHaveReceived(string method, string path) => ShouldHaveReceived(method, path, 0);
}
