using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Native;

/// <summary>A pidfd: names one process for good, also after its number has gone to another.</summary>
internal sealed unsafe class PidFd : SafeHandleZeroOrMinusOneIsInvalid
{
    private PidFd(nint descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Opens the process that has this number now; null when none has.</summary>
    /// <exception cref="Win32Exception">The kernel has no pidfds (they came with Linux 5.3), or none left to give.</exception>
    public static PidFd? TryOpen(int pid)
    {
        var descriptor = LibC.OpenPidFd(pid);
        if (descriptor >= 0)
            return new PidFd(descriptor);

        // The number of a process that is gone may live on as that of its group or its session: then it is EINVAL, at least on 6.1.
        var errno = Marshal.GetLastPInvokeError();
        return (Errno)errno is Errno.ESRCH or Errno.EINVAL
            ? null
            : throw new Win32Exception(errno, $"pidfd_open({pid}): {Marshal.GetPInvokeErrorMessage(errno)}");
    }

    /// <summary>Whether every thread of the process has ended. A zombie has exited.</summary>
    public bool HasExited
    {
        get
        {
            var held = false;
            DangerousAddRef(ref held);
            try
            {
                var entry = new LibC.PollEntry { Descriptor = (int)handle, Requested = LibC.PollIn };
                return LibC.Poll(&entry, 1, 0) > 0;
            }
            finally
            {
                DangerousRelease();
            }
        }
    }

    /// <summary>Sends a signal. That it cannot be delivered, because the process is gone or not ours to signal, is no error.</summary>
    public void Signal(int signal) => LibC.SendSignal(this, signal);

    protected override bool ReleaseHandle() => LibC.CloseDescriptor(handle) == 0;
}
