namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>Somebody who waits for a number of requests. Collects them, as the log may not keep them long enough.</summary>
internal sealed class RequestWait(RequestPattern pattern, int count)
{
    // Who waits goes on elsewhere, not within the lock of the log.
    private readonly TaskCompletionSource<IReadOnlyList<ReceivedRequest>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ReceivedRequest> _came = [];

    public Task<IReadOnlyList<ReceivedRequest>> Done => _done.Task;

    public int Came => _came.Count;

    public void Offer(ReceivedRequest request)
    {
        if (_came.Count == count || !pattern.Matches(request))
            return;
        _came.Add(request);
        if (_came.Count == count)
            _done.SetResult(_came);
    }
}
