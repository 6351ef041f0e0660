using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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

    /// <summary>Runs <paramref name="body"/> inside a scope of <paramref name="config"/>; when it ends, all is as before.</summary>
    /// <param name="config">What is to go wrong.</param>
    /// <param name="body">What to run meanwhile. It gets the scope, which launches and joins processes.</param>
    /// <param name="options">How; defaults to a new <see cref="FailureScopeOptions"/>.</param>
    /// <param name="cancellationToken">Cancels before the block starts; the block itself has to look at the token.</param>
    /// <returns>What the block returns.</returns>
    /// <inheritdoc cref="FailureScope.Open" path="/exception"/>
    /// <exception cref="FailureNotInjectedException">The block ended well, but some failure was never injected.</exception>
    public static async Task<TResult> WithFailureConfig<TResult>(
        FailureConfig config, Func<FailureScope, Task<TResult>> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        cancellationToken.ThrowIfCancellationRequested();
        TResult result;
        await using (var scope = FailureScope.Open(config, options))
        {
            try
            {
                result = await body(scope);
            }
            catch (Exception exception)
            {
                // What the body has to say comes first; what happened below it may be why.
                exception.Data[EvidenceKey] = scope.GetEvidence().ToString();
                scope.GetEvidence().WriteTo(options?.Logger ?? NullLogger.Instance, LogLevel.Error);
                throw;
            }

            if (options?.Verify ?? true)
                scope.VerifyInjected();
        }

        return result;
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task<TResult> WithFailureConfig<TResult>(
        FailureConfig config, Func<Task<TResult>> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, _ => body(), options, cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task WithFailureConfig(
        FailureConfig config, Func<FailureScope, Task> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig<object?>(
            config,
            async scope =>
            {
                await body(scope);
                return null;
            },
            options,
            cancellationToken);
    }

    /// <inheritdoc cref="WithFailureConfig{TResult}(FailureConfig, Func{FailureScope, Task{TResult}}, FailureScopeOptions?, CancellationToken)"/>
    public static Task WithFailureConfig(
        FailureConfig config, Func<Task> body, FailureScopeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithFailureConfig(config, _ => body(), options, cancellationToken);
    }
}
