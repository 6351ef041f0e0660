namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>A program that sits on a kernel function and decides, for each call of a member, whether it fails.</summary>
/// <param name="Number">What rules are bound to it by.</param>
/// <param name="Mechanism">How it got there.</param>
/// <param name="Function">The kernel function.</param>
internal sealed record Gate(uint Number, Mechanism Mechanism, string Function);
