using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>An array map that lies in this process's memory as well: reading and writing it needs no system call.</summary>
/// <typeparam name="T">
/// An element, whose size must be a multiple of 8 bytes: the kernel rounds up to that, and the next one would lie elsewhere for it.
/// </typeparam>
internal sealed unsafe class MappedArray<T>
    where T : unmanaged
{
    private readonly T* _elements;

    public MappedArray(BpfObject source, string name)
    {
        var map = source.Map(name);
        Capacity = LibBpf.MapCapacity(map);
        var length = (nuint)Capacity * (nuint)sizeof(T);
        var address = LibC.MapMemory(0, length, LibC.ProtRead | LibC.ProtWrite, LibC.MapShared, LibBpf.MapFd(map), 0);
        if (address == -1)
            throw new BpfException($"mapping {name} into memory", Marshal.GetLastPInvokeError(), "");
        _elements = (T*)address;
    }

    public uint Capacity { get; }

    public ref T this[uint index] => ref _elements[index];

    /// <summary>For a thread that keeps a pointer to its own element. Valid for as long as the process lives.</summary>
    public T* PointerTo(uint index) => _elements + index;
}
