using System.Net;

namespace Minderbinder.Testing.Connections;

/// <summary>What is known of a connection before it arrives.</summary>
/// <param name="Caller">Whose it is.</param>
/// <param name="Destination">Where it was meant to go.</param>
/// <param name="Scopes">The scopes of its process, innermost first.</param>
/// <param name="Chosen">The rule that it suffers by, and the scope that has it; null if none: then it is passed on as it is.</param>
/// <param name="Seed">What the draws for it follow from.</param>
/// <param name="Ended">Called when it has ended.</param>
internal sealed record Origin(
    Caller Caller, Destination Destination, IReadOnlyList<ScopeConnections> Scopes, (ScopeConnections Scope, ConnectionRule Rule)? Chosen, ulong Seed,
    Action? Ended);

/// <summary>
/// Tells a server where a connection comes from, by the address it has at the other end. The connection may arrive first: then the server
/// waits for whoever made it.
/// </summary>
internal sealed class Origins
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(bool IsV6, int Port), TaskCompletionSource<Origin>> _slots = [];

    public void Put(IPEndPoint client, Origin origin)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(KeyOf(client), out var slot) || !slot.TrySetResult(origin))
                _slots[KeyOf(client)] = Known(origin);
        }
    }

    /// <summary>The origin of a connection that has arrived; null if nobody knows it.</summary>
    public async Task<Origin?> TakeAsync(IPEndPoint client, TimeSpan patience)
    {
        var slot = SlotOf(client);
        try
        {
            return await slot.Task.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_lock)
            {
                if (_slots.GetValueOrDefault(KeyOf(client)) == slot)
                    _slots.Remove(KeyOf(client));
            }
        }
    }

    /// <summary>The same for datagrams, of which many come from one socket: it stays known.</summary>
    public async Task<Origin?> LookAsync(IPEndPoint client, TimeSpan patience)
    {
        try
        {
            return await SlotOf(client).Task.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private TaskCompletionSource<Origin> SlotOf(IPEndPoint client)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(KeyOf(client), out var slot))
                _slots.Add(KeyOf(client), slot = new TaskCompletionSource<Origin>(TaskCreationOptions.RunContinuationsAsynchronously));
            return slot;
        }
    }

    private static TaskCompletionSource<Origin> Known(Origin origin)
    {
        var slot = new TaskCompletionSource<Origin>(TaskCreationOptions.RunContinuationsAsynchronously);
        slot.SetResult(origin);
        return slot;
    }

    /// <summary>All come over loopback, so a port tells them apart.</summary>
    private static (bool IsV6, int Port) KeyOf(IPEndPoint client) =>
        (client.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6, client.Port);
}
