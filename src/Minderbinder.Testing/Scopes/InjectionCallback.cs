using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Minderbinder.Testing;

/// <summary>
/// Calls <see cref="FailureScopeOptions.OnInjected"/> for one injection after the other, in no flow, under no lock, and on no thread that
/// anybody waits for: the callback may do whatever it likes with the scope.
/// </summary>
internal sealed class InjectionCallback
{
    /// <summary>How many injections wait for a slow callback. It is not told of more than that.</summary>
    private const int MostWaiting = 65_536;

    private static readonly AsyncLocal<bool> IsCalling = new();

    private readonly Channel<Injection> _waiting = Channel.CreateBounded<Injection>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Action<Injection> _callback;
    private readonly ILogger _logger;
    private readonly Task _running;

    public InjectionCallback(Action<Injection> callback, ILogger logger)
    {
        (_callback, _logger) = (callback, logger);
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(CallAsync);
    }

    /// <returns>Whether it will be told; not if it is far behind.</returns>
    public bool Tell(Injection injection) => _waiting.Writer.TryWrite(injection);

    /// <summary>Tells no more than what waits already.</summary>
    /// <returns>When all that is told; at once inside the callback, which would wait for itself.</returns>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return IsCalling.Value ? Task.CompletedTask : _running;
    }

    private async Task CallAsync()
    {
        await foreach (var injection in _waiting.Reader.ReadAllAsync())
            Call(injection);
    }

    private void Call(Injection injection)
    {
        IsCalling.Value = true;
        try
        {
            _callback(injection);
        }
        catch (Exception exception)
        {
            // There is no caller to throw to.
            _logger.LogError(exception, "OnInjected threw for {Injection}", injection);
        }
        finally
        {
            IsCalling.Value = false;
        }
    }
}
