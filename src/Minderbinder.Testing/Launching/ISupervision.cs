using Microsoft.Win32.SafeHandles;

namespace Minderbinder.Testing.Launching;

/// <summary>What a supervised launch needs from whoever answers for the system calls of the process.</summary>
internal interface ISupervision
{
    /// <summary>
    /// The filter (<c>struct sock_filter[]</c>, at most 4,096 instructions), which has to let the calls of the launcher pass: see
    /// <see cref="LauncherImage.AddressHigh"/>.
    /// </summary>
    ReadOnlySpan<byte> Filter { get; }

    /// <summary>
    /// Called before the program is executed, on the thread that launches. From then on calls are to be answered, for good.
    /// </summary>
    /// <param name="launched">The process, in which the launcher still waits.</param>
    /// <param name="listener">Where its calls come from, and those of its children. Belongs to the callee, unless this throws.</param>
    void Begin(LaunchedProcess launched, SafeFileHandle listener);

    /// <summary>Called after <see cref="Begin"/> if the program could not be executed. The process ends; nothing is to stay.</summary>
    void Abandon();
}

/// <summary>A process that is about to execute the program it was launched for.</summary>
/// <param name="Id">Its number (PID), which the program keeps.</param>
/// <param name="Program">The file that it is going to execute.</param>
/// <param name="Facts">How its calls are supervised.</param>
/// <param name="LastCall">
/// Where to leave the number of each call that is received, if the process is to be left running when the test process ends; belongs to
/// whoever answers for the calls. Null otherwise.
/// </param>
internal readonly record struct LaunchedProcess(int Id, string Program, LaunchFacts Facts, LastCall? LastCall)
{
    /// <summary>What the program does not get because it is supervised, in a sentence; null if there is nothing.</summary>
    public string? LostPrivileges => Facts.HasFlag(LaunchFacts.NoNewPrivilegesSet) ? Launching.LostPrivileges.Of(Program) : null;
}
