using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Launching;

/// <summary>How far the launcher got: <c>enum step</c> of <c>launch.c</c>.</summary>
internal enum LaunchStep
{
    Supervised,
    NoNewPrivilegesRefused,
    FilterRefused,
    MessageLost,
    NotExecuted,
}

/// <summary>What there is to know about a process that is supervised: <c>enum fact</c> of <c>launch.c</c>.</summary>
[Flags]
internal enum LaunchFacts
{
    None,

    /// <summary>
    /// It had to give up gaining privileges (<c>PR_SET_NO_NEW_PRIVS</c>), with all it starts: setuid bits and file capabilities do nothing.
    /// </summary>
    NoNewPrivilegesSet = 1,

    /// <summary>
    /// Its kernel has no <c>SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV</c> (Linux 5.19). A signal makes a call that waits for its answer start
    /// again, and be counted twice.
    /// </summary>
    CallsRestart = 2,
}

/// <summary>A message of the launcher: <c>struct answer</c> of <c>launch.c</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LaunchAnswer
{
    public LaunchStep Step;
    public Errno Error;
    public LaunchFacts Facts;
}
