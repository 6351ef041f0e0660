using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>What the kernel says of a program: <c>struct bpf_prog_info</c>, with what is used of it here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 224)]
internal unsafe struct ProgramInfo
{
    /// <summary>
    /// How often it was skipped since it was loaded, because it was in the middle of a run on that processor already: preempted there, on
    /// kernels that preempt.
    /// </summary>
    [FieldOffset(208)]
    public long RecursionMisses;

    /// <summary>How many instructions the verifier has walked.</summary>
    [FieldOffset(216)]
    public uint VerifiedInstructions;

    /// <param name="program">Its descriptor.</param>
    public static ProgramInfo Of(int program)
    {
        ProgramInfo info = default;
        var size = (uint)sizeof(ProgramInfo);
        var error = LibBpf.Describe(program, &info, &size);
        return error == 0 ? info : throw new BpfException("asking for what is known of a program", -error, "");
    }
}
