using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>
/// HTTP/1.1 and HTTP/2 on one port without TLS. Kestrel serves one of them per endpoint there, so this looks at a connection's first bytes and
/// hands it to the pipeline of the other endpoint when they are the preface of HTTP/2 (RFC 9113, 3.4).
/// </summary>
internal sealed class Http2Preface(TimeSpan patience)
{
    private ConnectionDelegate? _http2;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public void TakePipelineOf(ListenOptions http2) => http2.Use(next => _http2 = next);

    public void BranchFrom(ListenOptions http1) =>
        http1.Use(next => async connection => await (await IsNextAsync(connection) ? _http2! : next)(connection));

    private async Task<bool> IsNextAsync(ConnectionContext connection)
    {
        // Whoever takes longer is for Kestrel, which has time limits of its own.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(
            connection.ConnectionClosed, connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default);
        over.CancelAfter(patience);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(over.Token);
                var isPrefaceSoFar = IsStartOfPreface(result.Buffer);
                var isDecided = !isPrefaceSoFar || result.Buffer.Length >= Preface.Length || result.IsCompleted;
                // Nothing is consumed. Not examined either, when the next one is to see it at once.
                input.AdvanceTo(result.Buffer.Start, isDecided ? result.Buffer.Start : result.Buffer.End);
                if (isDecided)
                    return isPrefaceSoFar && result.Buffer.Length >= Preface.Length;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static bool IsStartOfPreface(ReadOnlySequence<byte> bytes)
    {
        Span<byte> first = stackalloc byte[(int)Math.Min(bytes.Length, Preface.Length)];
        bytes.Slice(0, first.Length).CopyTo(first);
        return Preface.StartsWith(first);
    }
}
