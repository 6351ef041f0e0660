using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>A program that sits on a kernel function and decides, for each call of a member, whether it fails.</summary>
/// <param name="Number">What rules are bound to it by.</param>
/// <param name="Mechanism">How it got there.</param>
/// <param name="Function">The kernel function.</param>
/// <param name="Program">The program.</param>
internal sealed record Gate(uint Number, Mechanism Mechanism, string Function, Descriptor Program)
{
    /// <summary>How often the kernel has skipped it, for whatever process on the machine.</summary>
    public long Misses => ProgramInfo.Of((int)Program.DangerousGetHandle()).RecursionMisses;
}
