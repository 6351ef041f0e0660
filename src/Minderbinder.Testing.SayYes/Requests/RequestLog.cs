using System.Globalization;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>The last requests, as many as there is room for, and those who wait for more.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();
    private readonly List<RequestWait> _waits = [];
    private long _letGo;

    public void Add(ReceivedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            if (_requests.Count > capacity)
            {
                _requests.Dequeue();
                _letGo++;
            }

            foreach (var wait in _waits)
                wait.Offer(request);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _letGo = 0;
        }
    }

    public RequestReport Snapshot()
    {
        lock (_lock)
            return new RequestReport([.. _requests], _letGo);
    }

    public async Task<IReadOnlyList<ReceivedRequest>> WaitAsync(
        RequestPattern pattern, int count, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var wait = new RequestWait(pattern, count);
        Begin(wait);
        try
        {
            return await wait.Done.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            var came = End(wait);
            throw new RequestExpectationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Timed out after {timeout.TotalSeconds:0.###} s waiting for {RequestReport.Count(count)} {pattern}: {came} came."),
                Snapshot());
        }
        finally
        {
            End(wait);
        }
    }

    private void Begin(RequestWait wait)
    {
        lock (_lock)
        {
            foreach (var request in _requests)
                wait.Offer(request);
            _waits.Add(wait);
        }
    }

    private int End(RequestWait wait)
    {
        lock (_lock)
        {
            _waits.Remove(wait);
            return wait.Came;
        }
    }
}
