namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>The security hooks that a system call passes, and how failing there differs from failing at its door.</summary>
/// <param name="Functions">Kernel functions; which of them a call passes may depend on its arguments.</param>
/// <param name="Difference">What a process can see of the difference.</param>
internal sealed record SecurityHook(string[] Functions, string Difference);
