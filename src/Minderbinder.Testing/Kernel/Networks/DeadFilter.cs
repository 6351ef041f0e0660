using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>
/// Whether a filter was left by a process that is gone: the array it calls into is then empty, for the kernel clears it when
/// nobody has it open. Who may not ask the kernel about programs (SYS_ADMIN) takes none for dead.
/// </summary>
internal static unsafe class DeadFilter
{
    private const uint ProgramArray = 3; // BPF_MAP_TYPE_PROG_ARRAY
    private const int MostMaps = 8;

    public static bool Is(Filter filter, Place place)
    {
        if (filter.Program is not { } number)
            return false;
        using var program = Descriptor.Own(LibBpf.OpenProgram(number));
        if (program.IsInvalid)
            return false;

        var maps = stackalloc uint[MostMaps];
        var info = new ProgramInfo { MapCount = MostMaps, Maps = maps };
        var size = (uint)sizeof(ProgramInfo);
        if (LibBpf.Describe(program, &info, &size) < 0)
            return false;
        for (var i = 0; i < Math.Min(info.MapCount, MostMaps); i++)
        {
            using var map = Descriptor.Own(LibBpf.OpenMap(maps[i]));
            if (!map.IsInvalid && IsProgramArray(map))
                return IsEmptyAt(map, (uint)place);
        }

        return false;
    }

    private static bool IsProgramArray(Descriptor map)
    {
        uint type; // the first field of struct bpf_map_info
        uint size = sizeof(uint);
        return LibBpf.Describe(map, &type, &size) == 0 && type == ProgramArray;
    }

    private static bool IsEmptyAt(Descriptor array, uint key)
    {
        uint value;
        return LibBpf.LookUp((int)array.DangerousGetHandle(), &key, &value) == -(int)Errno.ENOENT;
    }

    /// <summary>The head of <c>struct bpf_prog_info</c>; the kernel fills as much as it gets.</summary>
    private struct ProgramInfo
    {
        public uint Type, Id;
        public ulong Tag;
        public uint JitedLength, TranslatedLength;
        public ulong Jited, Translated, LoadTime;
        public uint User, MapCount;
        public uint* Maps;
    }
}
