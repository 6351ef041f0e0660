using System.Runtime.InteropServices;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Seccomp;

/// <summary>
/// The filter on a launched process: listed system calls stop for the supervisor, all others go on at full speed. Classic BPF; see
/// seccomp(2) and include/uapi/linux/filter.h.
/// </summary>
internal static class SeccompFilter
{
    // include/uapi/linux/seccomp.h
    private const uint Allow = 0x7fff0000;
    private const uint Notify = 0x7fc00000;
    private const uint ReturnErrno = 0x00050000;

    /// <summary>On x86-64: calls of the x32 kind have this bit in their numbers, and so numbers that no list has.</summary>
    private const uint X32Bit = 0x40000000;

    // struct seccomp_data
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint InstructionPointerUpper = 12;

    /// <summary>A jump skips 255 instructions at most.</summary>
    private const int MaxChain = 200;

    private const ushort Load = 0x20;
    private const ushort IfEqual = 0x15;
    private const ushort IfAtLeast = 0x35;
    private const ushort Jump = 0x05;
    private const ushort Return = 0x06;

    /// <summary>Makes the filter.</summary>
    /// <param name="listed">The numbers of the calls that are to stop.</param>
    /// <returns>Its instructions, <c>struct sock_filter</c> each.</returns>
    public static byte[] Make(IEnumerable<int> listed)
    {
        // 32-bit calls have numbers of their own and go on; those of x32 are refused, as on most kernels, for they would be the same calls.
        // arm64 has no calls with such numbers.
        List<Instruction> code =
        [
            new(Load, Architecture),
            new(IfEqual, Processor.Here.AuditArchitecture, True: 1),
            new(Return, Allow),
            new(Load, Number),
            new(IfAtLeast, X32Bit, False: 1),
            new(Return, ReturnErrno | (uint)Errno.ENOSYS),
        ];
        foreach (var chain in listed.Distinct().Order().Chunk(MaxChain))
        {
            for (var i = 0; i < chain.Length; i++)
                code.Add(new(IfEqual, (uint)chain[i], True: (byte)(chain.Length - i)));
            code.AddRange(
            [
                new(Jump, 4),
                new(Load, InstructionPointerUpper),
                new(IfEqual, LauncherImage.AddressHigh, False: 1),
                new(Return, Allow),
                new(Return, Notify),
            ]);
        }

        code.Add(new(Return, Allow));
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(code)).ToArray();
    }

    /// <summary><c>struct sock_filter</c>. <paramref name="True"/> and <paramref name="False"/> say how many instructions to skip.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte True, byte False, uint Operand)
    {
        public Instruction(ushort code, uint operand, byte True = 0, byte False = 0)
            : this(code, True, False, operand)
        {
        }
    }
}
