using System.Reflection;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Seccomp;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>While it lives, nobody reads the events of a scope, as if the machine were too busy to: its buffer runs over for certain.</summary>
internal sealed class HeldEvents : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _holder;

    public HeldEvents(FailureScope scope)
        : this(Read<Lock>(Read<EventRing>(Read<KernelEnforcement>(Read<object>(scope, "_enforcement"), "_kernel"), "_ring"), "_consuming"))
    {
    }

    public HeldEvents(Supervisor supervisor)
        : this(Read<Lock>(Read<EventQueue>(supervisor, "_events"), "_handingOut"))
    {
    }

    private HeldEvents(Lock consuming)
    {
        using var isHeld = new ManualResetEventSlim();
        _holder = new Thread(() =>
        {
            lock (consuming)
            {
                isHeld.Set();
                _end.Wait();
            }
        });
        _holder.UnsafeStart();
        isHeld.Wait();
    }

    public void Dispose()
    {
        _end.Set();
        _holder.Join();
        _end.Dispose();
    }

    private static T Read<T>(object from, string field) =>
        (T)from.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(from)!;
}
