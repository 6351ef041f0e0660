using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>The least that answers for a process: the calls of its list fail, as long as anyone makes them.</summary>
internal sealed unsafe class FailingCalls(Errno error, params string[] calls) : ISupervision
{
    private const uint LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06;
    private const uint Allow = 0x7fff_0000, Notify = 0x7fc0_0000;
    private const uint CallOffset = 0, AddressHighOffset = 12;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _failed;

    public LaunchedProcess Launched { get; private set; }

    public bool IsAbandoned { get; private set; }

    public int Failed => _failed;

    /// <summary>Done when no process is left that could make a call.</summary>
    public Task Ended => _ended.Task;

    public ReadOnlySpan<byte> Filter
    {
        get
        {
            var count = (byte)calls.Length;
            ulong[] filter =
            [
                Statement(LoadWord, AddressHighOffset),
                Jump(LauncherImage.AddressHigh, (byte)(1 + count), 0),
                Statement(LoadWord, CallOffset),
                .. calls.Select((call, i) => Jump(SyscallTable.NumberOf(call), (byte)(count - i), 0)),
                Statement(Return, Allow),
                Statement(Return, Notify),
            ];
            return MemoryMarshal.AsBytes(filter.AsSpan());
        }
    }

    public void Begin(LaunchedProcess launched, SafeFileHandle listener)
    {
        Launched = launched;
        new Thread(() => Answer(listener)) { IsBackground = true }.Start();
    }

    public void Abandon() => IsAbandoned = true;

    private void Answer(SafeFileHandle listener)
    {
        using (listener)
        {
            while (true)
            {
                var entry = new LibC.PollEntry { Descriptor = (int)listener.DangerousGetHandle(), Requested = LibC.PollIn };
                if (LibC.Poll(&entry, 1, -1) > 0 && (entry.Returned & LibC.PollIn) == 0)
                    break;

                var call = default(LibC.SeccompNotification);
                if (LibC.Ioctl(listener, LibC.SeccompReceive, &call) != 0)
                    continue;

                var answer = new LibC.SeccompResponse { Id = call.Id, Error = -(int)error };
                if (LibC.Ioctl(listener, LibC.SeccompAnswer, &answer) == 0)
                    _failed++;
            }
        }

        _ended.SetResult();
    }

    private static ulong Statement(uint code, uint value) => (ulong)value << 32 | code;

    private static ulong Jump(uint value, byte ifEqual, byte otherwise) =>
        Statement((uint)otherwise << 24 | (uint)ifEqual << 16 | JumpIfEqual, value);
}
