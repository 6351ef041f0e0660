namespace Minderbinder.Testing.Sweeps;

/// <summary>A call that a run made while nothing failed.</summary>
/// <param name="Syscall">The system call.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">The path or the peer; empty for neither.</param>
/// <param name="At">When, since the run began.</param>
/// <param name="ProcessName">Who made it.</param>
internal readonly record struct ObservedCall(string Syscall, SubjectKind Kind, string Subject, TimeSpan At, string ProcessName);
