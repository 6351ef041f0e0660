using System.Net;

namespace Minderbinder.Testing.Processes;

/// <summary>Whether a URL answers with the status that is wanted; with any success, where none is named.</summary>
internal sealed class HttpReadiness(Uri url, HttpStatusCode? expected)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What came of the last request.</summary>
    public string? LastAttempt { get; private set; }

    public async Task<HttpStatusCode> WaitAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

        // A request may be lost altogether, so none gets all the time there is. But a service's first answer can be slow: the
        // next request gets twice as long.
        for (var patience = TimeSpan.FromSeconds(2); ; await Task.Delay(Pause, cancellationToken))
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(patience);
            try
            {
                using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
                var status = response.StatusCode;
                if (expected is null ? response.IsSuccessStatusCode : status == expected)
                    return status;

                LastAttempt = $"answered {(int)status} {status}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                LastAttempt = $"no answer within {patience.TotalSeconds:0} s";
                patience *= 2;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                LastAttempt = exception.GetBaseException().Message;
            }
        }
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        // The process itself is asked, not a proxy, nor where it redirects to.
        UseProxy = false,
        AllowAutoRedirect = false,

        // Whether it answers is the question, not who signed its certificate: in a test hardly ever an authority.
#pragma warning disable CA5359
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    };
}
