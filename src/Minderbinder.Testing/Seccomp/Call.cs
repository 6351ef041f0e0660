using System.Runtime.InteropServices;
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

    /// <summary>A duplicate of one of its descriptors, or -1 with an error.</summary>
    public int TakeDescriptor(int descriptor)
    {
        var taken = LibC.TakeDescriptor(Process.PidFd, descriptor);
        var error = Marshal.GetLastPInvokeError();
        if (taken >= 0 || error != (int)Errno.ESRCH)
            return taken;

        // A first thread that has ended has none any more; Linux 6.9 can be asked for those of another.
        var threadFd = LibC.OpenThreadPidFd(Thread.Id);
        if (threadFd >= 0)
        {
            taken = LibC.TakeDescriptor(threadFd, descriptor);
            error = Marshal.GetLastPInvokeError();
            _ = LibC.CloseDescriptor(threadFd);
        }

        Marshal.SetLastPInvokeError(error);
        return taken;
    }

    public ulong Argument(int position) => notification->Arguments[position];
}
