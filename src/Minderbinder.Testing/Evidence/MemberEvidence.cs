namespace Minderbinder.Testing;

/// <summary>A process that belonged to a scope.</summary>
/// <param name="ProcessId">Its number as the test process knows it; 0 if it cannot see it.</param>
/// <param name="Names">What it was called, one name for each program it executed, cut to 15 characters by the kernel.</param>
/// <param name="ExitCode">Its exit code, 128 and the signal for one that was killed; null while it runs.</param>
public sealed record MemberEvidence(int ProcessId, ValueList<string> Names, int? ExitCode);
