using System.Diagnostics.CodeAnalysis;

namespace Minderbinder.Testing;

/// <summary>The signals that a program dies of when it does what it must not; by their numbers on Linux (see <c>man 7 signal</c>).</summary>
[SuppressMessage("Design", "CA1008", Justification = "There is no signal 0.")]
[SuppressMessage("Naming", "CA1720", Justification = "The names are Linux's.")]
public enum CrashSignal
{
    /// <summary>An illegal instruction.</summary>
    SIGILL = 4,

    /// <summary>A trap: a broken assertion of some runtimes.</summary>
    SIGTRAP = 5,

    /// <summary>abort(3): a broken assertion, or an unhandled exception.</summary>
    SIGABRT = 6,

    /// <summary>Access to memory behind which there is nothing, such as a mapped file that was cut off.</summary>
    SIGBUS = 7,

    /// <summary>Arithmetic that is not possible.</summary>
    SIGFPE = 8,

    /// <summary>Access to memory that the program does not have.</summary>
    SIGSEGV = 11,

    /// <summary>A system call that is not allowed.</summary>
    SIGSYS = 31,
}
