using System.Net.Sockets;

namespace Minderbinder.Testing.Launching;

/// <summary>What may be different the next time.</summary>
internal static class Limits
{
    /// <summary>Whether there were too many processes or descriptors, or too little memory.</summary>
    public static bool Cause(Errno error) => error is Errno.EAGAIN or Errno.ENOMEM or Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS;

    /// <summary>The runtime takes EMFILE, which is this process's to mend, for ENFILE, which is the machine's.</summary>
    public static Errno ErrorOf(SocketException exception) =>
        exception.SocketErrorCode == SocketError.TooManyOpenSockets ? Errno.EMFILE : (Errno)exception.NativeErrorCode;
}
