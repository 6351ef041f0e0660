using System.Net;
using System.Net.NetworkInformation;

namespace Minderbinder.Testing.Processes;

/// <summary>Whether connections to a TCP port on loopback, IPv4 or IPv6, are accepted.</summary>
/// <remarks>
/// Looks for a listening socket instead of connecting to it. For a client the two are the same, since the kernel accepts
/// for a listening socket; but a connection made to try would be seen by the process under test, and by the failures meant for
/// its accept and read.
/// </remarks>
internal sealed class PortReadiness(int port)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>What the last look showed.</summary>
    public string? LastAttempt { get; private set; }

    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        for (; ; await Task.Delay(Pause, cancellationToken))
        {
            try
            {
                if (IsListening())
                    return true;

                LastAttempt = "nobody listens there";
            }
            catch (NetworkInformationException exception)
            {
                LastAttempt = exception.Message;
            }
        }
    }

    private bool IsListening() =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(endPoint =>
            endPoint.Port == port && IsOnLoopback(endPoint.Address));

    private static bool IsOnLoopback(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
    }
}
