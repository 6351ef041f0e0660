using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Doctor;

/// <summary>Proves a mechanism by a real program that has to notice: attached is not proof, an injection is.</summary>
internal static class Canary
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program that makes the failing call once.</summary>
    /// <param name="failure">The failure; its call is <c>fsync</c> or <c>mkdir</c>.</param>
    /// <param name="mechanism">The mechanism to prove.</param>
    /// <returns>Null; or what was to happen and did not.</returns>
    /// <exception cref="MinderbinderException">It cannot even be put in place.</exception>
    public static async Task<string?> TryAsync(SyscallFailure failure, Mechanism mechanism)
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        try
        {
            await using var scope = FailureScope.Open(new FailureConfig(failure), new FailureScopeOptions { Mechanism = mechanism, Verify = false });
            string[] command = failure.Syscall == "mkdir" ? ["mkdir", Path.Combine(folder, "new")] : ["sync", folder];
            await using var process = await scope.LaunchAsync(command[0], command[1..]);
            var code = await process.WaitForExitAsync();
            return scope.GetEvidence().Failures[0].Injected == 0 ? $"it is in place, and yet {failure.Syscall} of '{command[0]}' did not fail"
                : code == 0 && failure.ReturnCodes[0] < 0 ? $"it says that {failure.Syscall} failed, and '{command[0]}' did not notice"
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Sends a packet to itself that must not arrive, and one without the failure that must.</summary>
    /// <inheritdoc cref="TryAsync"/>
    public static async Task<string?> TryPacketAsync()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var place = (IPEndPoint)receiver.Client.LocalEndPoint!;
        var arrives = receiver.ReceiveAsync();
        var lossy = new OutgoingNetworkFailure { Protocol = NetworkProtocol.Udp, DestinationPorts = [place.Port], Targets = [ProcessTarget.Self] };
        await using (var scope = FailureScope.Open(new FailureConfig(lossy), new FailureScopeOptions { Verify = false }))
        {
            Send(place);
            await Task.WhenAny(arrives, Task.Delay(Silence));
            if (arrives.IsCompleted)
                return "it is in place, and yet a packet on 'lo' arrived";
            if (scope.GetEvidence().Failures[0].Injected == 0)
                return "it is in place and did nothing, and yet a packet on 'lo' did not arrive";
        }

        Send(place);
        await Task.WhenAny(arrives, Task.Delay(Patience));
        return arrives.IsCompleted ? null : "a packet on 'lo' does not arrive without it either";
    }

    private static void Send(IPEndPoint place)
    {
        using var sender = new UdpClient();
        sender.Send("canary"u8, place);
    }
}
