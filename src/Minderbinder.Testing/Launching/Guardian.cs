using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// A small process that outlives this one, however this one ends, and then sees to it that launched processes end too: SIGTERM, SIGKILL two
/// seconds later. Those that are to be left running it lets make their calls, and reads what they write. Then it ends.
/// </summary>
internal sealed class Guardian
{
    private const string MarkerOfEnding = "MINDERBINDER_PROCESS_", MarkerOfKept = "MINDERBINDER_KEPT_";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly string TestProcess = $"{Guid.NewGuid():N}_";
    private static readonly Lock Lock = new();
    private static Guardian? _instance;

    private readonly Socket _channel;

    private Guardian(Socket channel) => _channel = channel;

    private bool IsAlive => !_channel.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>Why there is none; null if there is, or nothing has been launched yet.</summary>
    public static string? Refusal { get; private set; }

    /// <summary>The name of an environment variable that only one launched process has, with whoever inherits it.</summary>
    /// <param name="keepRunning">Whether the process is left running when this one has ended.</param>
    public static string CreateMarker(bool keepRunning) => $"{(keepRunning ? MarkerOfKept : MarkerOfEnding)}{TestProcess}{Guid.NewGuid():N}";

    /// <summary>
    /// Starts it, the first time, before there is anything to look after. Where it cannot be started, launched processes run as they would,
    /// and outlive a test process that is killed.
    /// </summary>
    public static void Prepare()
    {
        lock (Lock)
        {
            // A refusal is for good; a limit that was reached is not. And somebody may have ended it: it never says anything.
            if (Refusal is not null || _instance is { IsAlive: true })
                return;

            try
            {
                _instance = OutsideFlow.Run(Start);
            }
            catch (SupervisionNotPossibleException exception)
            {
                Refusal = exception.Message;
            }
            catch (OutOfMemoryException)
            {
                // Which the runtime throws for whatever a thread lacks.
            }
            catch (Win32Exception exception)
            {
                // A SocketException is one, too.
                var error = exception is SocketException ofSocket ? Limits.ErrorOf(ofSocket) : (Errno)exception.NativeErrorCode;
                if (!Limits.Cause(error))
                    Refusal = exception.Message;
            }
        }
    }

    /// <summary>Has a process ended, with all it starts, when this one has ended.</summary>
    public static void End(ProcessEntry process) =>
        Send(new Order { Kind = OrderKind.End, Process = process.Id, StartTime = process.StartTime });

    /// <summary>Has the calls of a supervised process go on when this one has ended.</summary>
    /// <param name="listener">Where the calls come from.</param>
    /// <returns>Where the supervisor is to leave the number of each call that it receives; null if there is no guardian.</returns>
    /// <exception cref="Win32Exception">There is no memory, or no descriptor, for that.</exception>
    public static LastCall? KeepCalls(SafeFileHandle listener)
    {
        if (_instance is null)
            return null;

        var lastCall = new LastCall();
        Send(new Order { Kind = OrderKind.KeepCalls }, listener, lastCall.Memory);
        return lastCall;
    }

    /// <summary>Has what a process writes be read when this one has ended; it would not survive to write to nobody.</summary>
    public static void KeepOutput(SafeHandle output, SafeHandle error) => Send(new Order { Kind = OrderKind.KeepOutput }, output, error);

    private static Guardian Start()
    {
        using var socket = new LaunchSocket();
        using var process = Process.Start(new ProcessStartInfo(LauncherFile.Path, ["guard", socket.Name])
        {
            // Else it would hold the test process's own streams for a moment.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        // It calls back, and then leaves the rest to a child that is nobody's.
        using var pidFd = PidFd.TryOpen(process.Id);
        var channel = socket.Accept(process, new LaunchPatience(process, pidFd, Limit));
        using var self = PidFd.TryOpen(Environment.ProcessId)!;
        DescriptorPassing.TrySend(channel.SafeHandle, Encoding.UTF8.GetBytes(MarkerOfEnding + TestProcess), self);

        // All that it ever says is that it is there.
        if (channel.Poll(Limit, SelectMode.SelectRead) && DescriptorPassing.Receive(channel.SafeHandle, new byte[1], out _) == 1)
            return new Guardian(channel);

        channel.Dispose();
        throw new SupervisionNotPossibleException(
            SupervisionObstacle.LauncherEnded, "The guardian ended before it had begun: something on this machine refuses its system calls.");
    }

    private static void Send(Order order, params ReadOnlySpan<SafeHandle> descriptors)
    {
        if (_instance is { } guardian)
            DescriptorPassing.TrySend(guardian._channel.SafeHandle, MemoryMarshal.AsBytes(new ReadOnlySpan<Order>(ref order)), descriptors);
    }

    /// <summary><c>struct order</c> of <c>guard.c</c>.</summary>
    private struct Order
    {
        public OrderKind Kind;
        public int Process;
        public ulong StartTime;
    }

    private enum OrderKind
    {
        End,
        KeepCalls,
        KeepOutput,
    }
}
