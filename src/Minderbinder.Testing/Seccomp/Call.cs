using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>A call that waits for an answer: what the kernel says of it, and whose it is.</summary>
internal readonly unsafe ref struct Call(LibC.SeccompNotification* notification, SupervisedThread thread, int listener)
{
    public int Syscall => notification->Call;

    public ulong Id => notification->Id;

    public SupervisedThread Thread => thread;

    public SupervisedProcess Process => thread.Process;

    /// <summary>Where it waits.</summary>
    public int Listener => listener;

    /// <summary>Whether it still does: otherwise its thread is gone, and the number may be another's.</summary>
    public bool IsWaiting => LibC.IsWaiting(listener, notification->Id);

    public ulong Argument(int position) => notification->Arguments[position];
}
