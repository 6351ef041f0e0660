using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing;

public sealed partial class ProcessUnderTest
{
    private static TimeSpan? _defaultTimeout;

    /// <summary>
    /// How long waits take at most that are given no timeout of their own, in the whole test process. Defaults to the environment variable
    /// <c>MINDERBINDER_TIMEOUT</c> (<c>90s</c>, <c>2m</c>), or else to 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than 0, or longer than 49 days.</exception>
    /// <exception cref="FormatException">The variable holds no duration.</exception>
    public static TimeSpan DefaultTimeout
    {
        get => _defaultTimeout ?? TimeoutSetting.Of(Environment.GetEnvironmentVariable);
        set => _defaultTimeout = value > TimeSpan.Zero && value <= FailureRules.MaxDelay
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The timeout must be longer than 0 and at most 49 days.");
    }

    /// <summary>
    /// Waits until the process has exited and all that it wrote is in <see cref="Output"/>. Children that outlive it are not waited
    /// for, even if they hold its output streams.
    /// </summary>
    /// <param name="timeout">How long to wait at most. Defaults to <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The exit code. A process that signal N ended has 128 + N.</returns>
    /// <exception cref="ProcessWaitException">The time ran out.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<int> WaitForExitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitAsync("for the process to exit", _ => _pump.Exited, timeout, cancellationToken);

    /// <summary>
    /// Waits for a line that contains a text. A line that came before the wait counts; a line that has not ended yet does not.
    /// </summary>
    /// <param name="text">Part of the line, case-sensitive.</param>
    /// <param name="timeout">How long to wait at most. Defaults to <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The first such line of <see cref="Output"/>.</returns>
    /// <exception cref="ProcessWaitException">The time ran out, or the process exited without writing such a line.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
#pragma warning disable RS0026 // Overloads with optional parameters can become ambiguous. These two cannot.
    public Task<OutputLine> WaitForOutputAsync(string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return WaitAsync(
            $"for a line of output that contains \"{text}\"",
            over => _log.FindAsync(line => line.Contains(text, StringComparison.Ordinal), over),
            timeout,
            cancellationToken);
    }

    /// <summary>
    /// Waits for a line that matches a pattern. A line that came before the wait counts; a line that has not ended yet does not.
    /// </summary>
    /// <param name="pattern">The pattern, which need not cover the whole line.</param>
    /// <param name="timeout">How long to wait at most. Defaults to <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The first such line of <see cref="Output"/>.</returns>
    /// <exception cref="ProcessWaitException">The time ran out, or the process exited without writing such a line.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<OutputLine> WaitForOutputAsync(Regex pattern, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return WaitAsync(
            $"for a line of output that matches /{pattern}/", over => _log.FindAsync(pattern.IsMatch, over), timeout, cancellationToken);
    }
#pragma warning restore RS0026

    /// <summary>
    /// Waits until someone listens on a TCP port of the loopback interface, IPv4 or IPv6, so that a client can connect. Makes no
    /// connection of its own.
    /// </summary>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="timeout">How long to wait at most. Defaults to <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is no port.</exception>
    /// <exception cref="ProcessWaitException">The time ran out, or the process exited first.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForPortAsync(int port, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        var readiness = new PortReadiness(port);
        return WaitAsync(
            $"for TCP port {port} on loopback",
            over => OutsideFlow.RunAsync(() => readiness.WaitAsync(over)),
            timeout,
            cancellationToken,
            () => readiness.LastAttempt);
    }

    /// <summary>
    /// Waits until a GET request is answered with a status. Errors and other answers count as "not yet". Redirects are
    /// not followed, certificates are not checked, no proxy is used.
    /// </summary>
    /// <param name="url">An absolute http or https URL.</param>
    /// <param name="expected">The status to wait for. Defaults to any from 200 to 299.</param>
    /// <param name="timeout">How long to wait at most. Defaults to <see cref="DefaultTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>The status that came.</returns>
    /// <exception cref="ArgumentException"><paramref name="url"/> is no absolute http or https URL.</exception>
    /// <exception cref="ProcessWaitException">The time ran out, or the process exited first.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<HttpStatusCode> WaitForHttpAsync(
        string url, HttpStatusCode? expected = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{url}' is not an absolute http or https URL.", nameof(url));

        var readiness = new HttpReadiness(address, expected);
        return WaitAsync(
            $"for {address} to answer {(expected is { } status ? $"{(int)status} {status}" : "with a success status")}",
            over => OutsideFlow.RunAsync(() => readiness.WaitAsync(over)),
            timeout,
            cancellationToken,
            () => readiness.LastAttempt);
    }

    private async Task<T> WaitAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> begin,
        TimeSpan? timeout,
        CancellationToken cancellationToken,
        Func<string?>? lastAttempt = null)
    {
        var limit = timeout ?? DefaultTimeout;
        cancellationToken.ThrowIfCancellationRequested();

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeOut = Task.Delay(limit, over.Token);
        var clock = Stopwatch.StartNew();
        var happened = begin(over.Token);
        await Task.WhenAny(happened, _pump.Exited, timeOut);
        var (isOver, elapsed) = (happened.IsCompleted, clock.Elapsed);
        await over.CancelAsync();
        if (isOver && !happened.IsCanceled)
            return await happened;

        cancellationToken.ThrowIfCancellationRequested();
        throw new ProcessWaitException(Explain(what, HasExited ? elapsed : null, limit, timeout is null, lastAttempt?.Invoke()), ExitCode);
    }
}
