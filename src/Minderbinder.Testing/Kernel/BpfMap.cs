using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>A map of the kernel's, read and written by system calls.</summary>
internal sealed unsafe class BpfMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    private readonly int _fd;
    private readonly string _name;

    public BpfMap(BpfObject source, string name)
    {
        var map = source.Map(name);
        (_fd, _name, Capacity) = (LibBpf.MapFd(map), name, LibBpf.MapCapacity(map));
    }

    public uint Capacity { get; }

    public void Set(TKey key, TValue value)
    {
        var error = LibBpf.Update(_fd, &key, &value, 0);
        if (error < 0)
            throw new BpfException($"writing to the map {_name}", -error, "");
    }

    public bool TryGet(TKey key, out TValue value)
    {
        fixed (TValue* valuePointer = &value)
            return LibBpf.LookUp(_fd, &key, valuePointer) == 0;
    }

    /// <summary>All that is in it while nothing is removed.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> ReadAll()
    {
        var all = new List<KeyValuePair<TKey, TValue>>();
        TKey key = default, next = default;
        for (var isFirst = true; LibBpf.NextKey(_fd, isFirst ? null : &key, &next) == 0; isFirst = false)
        {
            key = next;
            if (TryGet(key, out var value))
                all.Add(new(key, value));
        }

        return all;
    }

    /// <summary>Removing what is not there is no error: an entry goes with its process, whenever that is.</summary>
    public void Remove(TKey key) => _ = LibBpf.Delete(_fd, &key);
}
