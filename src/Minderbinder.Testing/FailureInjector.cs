using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing;

// Optional parameters on overloads: what tells these apart is the type of the body, never the number of arguments.
#pragma warning disable RS0026

/// <summary>
/// Runs a block of a test while things go wrong. Made for <c>using static Minderbinder.Testing.FailureInjector;</c>, so
/// that the call reads <c>await WithFailureConfig(config, async () => { ... });</c>.
/// </summary>
public static class FailureInjector
{
    /// <summary>Under this key the <see cref="Exception.Data"/> of what a block threw holds the evidence of its scope, as text.</summary>
    public const string EvidenceKey = "Minderbinder.Evidence";

    /// <summary>Runs <paramref name="body"/> inside a scope of <paramref name="config"/>; when it ends, so do the failures.</summary>
    /// <param name="config">What is to go wrong.</param>
    /// <param name="body">
    /// What to run meanwhile. It gets the scope, which launches and joins processes, and a token: <paramref name="cancellationToken"/>, or
    /// that of the test where the framework has one.
    /// </param>
    /// <param name="options">How; defaults to a new <see cref="FailureScopeOptions"/>.</param>
    /// <param name="cancellationToken">
    /// Cancels before the block starts, and is handed to it. Defaults to the test's own, with the packages for xUnit v3 and NUnit.
    /// </param>
    /// <returns>What the block returns.</returns>
    /// <remarks>
    /// When the block throws, the evidence and the last output of its processes go to the test's output, with the packages for xUnit v3 and
    /// NUnit, and the evidence to <see cref="FailureScopeOptions.Logger"/> and to the exception's <see cref="Exception.Data"/>.
    /// </remarks>
    /// <inheritdoc cref="FailureScope.Open" path="/exception"/>
    /// <exception cref="FailureNotInjectedException">The block returned, but some failure was never injected.</exception>
    /// <exception cref="UnexpectedConnectionException">
    /// The block returned, but a process connected to a host that <see cref="FailureScopeOptions.AllowedHosts"/> does not have.
    /// </exception>
    public static async Task<TResult> WithFailureConfig<TResult>(
        FailureConfig config,
        Func<FailureScope, CancellationToken, Task<TResult>> body,
        FailureScopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        var test = AmbientTest.Current;
        var token = cancellationToken.CanBeCanceled || test is null ? cancellationToken : test.CancellationToken;
        token.ThrowIfCancellationRequested();
        TResult result;
        await using (var scope = FailureScope.Open(config, options))
        {
            try
            {
                foreach (var fixture in FixturesOf(test))
                    await scope.JoinAsync(fixture.Process);
                result = await body(scope, token);
            }
            catch (Exception exception)
            {
                Report(exception, scope, options, test);
                throw;
            }

            Verify(scope, options);
        }

        return result;
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task<TResult> WithFailureConfig<TResult>(
        FailureConfig config, Func<FailureScope, Task<TResult>> body, FailureScopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, (scope, _) => body(scope), options, cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task<TResult> WithFailureConfig<TResult>(
        FailureConfig config, Func<Task<TResult>> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, (_, _) => body(), options, cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task WithFailureConfig(
        FailureConfig config,
        Func<FailureScope, CancellationToken, Task> body,
        FailureScopeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig<object?>(
            config,
            async (scope, token) =>
            {
                await body(scope, token);
                return null;
            },
            options,
            cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task WithFailureConfig(
        FailureConfig config, Func<FailureScope, Task> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, (scope, _) => body(scope), options, cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task WithFailureConfig(
        FailureConfig config, Func<Task> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, (_, _) => body(), options, cancellationToken);
    }

    /// <summary>The same for a block that awaits nothing. It is over, and its processes are stopped, when this returns.</summary>
    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, CancellationToken, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static void WithFailureConfig(FailureConfig config, Action<FailureScope> body, FailureScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var test = AmbientTest.Current;
        using var scope = FailureScope.Open(config, options);
        try
        {
            foreach (var fixture in FixturesOf(test))
                Blocking.Run(() => scope.JoinAsync(fixture.Process));
            body(scope);
        }
        catch (Exception exception)
        {
            Report(exception, scope, options, test);
            throw;
        }

        Verify(scope, options);
    }

    /// <inheritdoc cref="WithFailureConfig(FailureConfig, Action{FailureScope}, FailureScopeOptions?)"/>
    public static void WithFailureConfig(FailureConfig config, Action body, FailureScopeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        WithFailureConfig(config, (FailureScope _) => body(), options);
    }

    /// <summary>The processes that tests of the class share belong to their blocks as well.</summary>
    private static IEnumerable<FixtureProcess> FixturesOf(FrameworkTest? test) => test is null ? [] : FixtureProcess.Of(test.Class);

    /// <summary>What the body has to say comes first; what happened below it may be why.</summary>
    private static void Report(Exception exception, FailureScope scope, FailureScopeOptions? options, FrameworkTest? test)
    {
        var evidence = scope.GetEvidence();
        exception.Data[EvidenceKey] = evidence.ToString();
        evidence.WriteTo(options?.Logger ?? NullLogger.Instance, LogLevel.Error);
        test?.Write(ScopeReport.Write(test.DisplayName, scope));
    }

    private static void Verify(FailureScope scope, FailureScopeOptions? options)
    {
        scope.VerifyConnections();
        if (!(options?.Verify ?? true))
            return;
        try
        {
            scope.VerifyInjected();
        }
        catch (FailureNotInjectedException exception)
        {
            throw new FailureNotInjectedException(exception.Evidence, exception.Missing, ScopeReport.OfMembers(scope));
        }
    }
}
