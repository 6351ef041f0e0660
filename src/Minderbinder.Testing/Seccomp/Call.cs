using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>A call that waits for an answer: what the kernel says of it, and whose it is.</summary>
internal readonly unsafe ref struct Call(LibC.SeccompNotification* notification, SupervisedThread thread)
{
    public int Syscall => notification->Call;

    public ulong Id => notification->Id;

    public SupervisedThread Thread => thread;

    public SupervisedProcess Process => thread.Process;

    public ulong Argument(int position) => notification->Arguments[position];
}
