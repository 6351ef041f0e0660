using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>The embedded object, opened: programs and maps before and after they are loaded.</summary>
internal sealed unsafe class BpfObject : IDisposable
{
    private static readonly string Resource = $"minderbinder-{Processor.Here.Key}.bpf.o";

    private readonly BpfObjectHandle _handle;
    private readonly ILogger _logger;

    private BpfObject(BpfObjectHandle handle, ILogger logger)
    {
        _handle = handle;
        _logger = logger;
    }

    public BpfObjectHandle Handle => _handle;

    public static BpfObject Open(ILogger logger)
    {
        using var image = (UnmanagedMemoryStream)typeof(BpfObject).Assembly.GetManifestResourceStream(Resource)!;
        var name = "minderbinder\0"u8;
        BpfObjectHandle handle = null!;
        fixed (byte* namePointer = name)
        {
            var options = new LibBpf.ObjectOpenOptions { Size = (nuint)sizeof(LibBpf.ObjectOpenOptions), ObjectName = (nint)namePointer };
            var optionsPointer = &options;
            var messages = LibBpf.Listen(() =>
                handle = new BpfObjectHandle(LibBpf.OpenObject(image.PositionPointer, (nuint)image.Length, optionsPointer)));
            if (handle.IsInvalid)
                throw new BpfException("opening the BPF object", Marshal.GetLastPInvokeError(), messages);
        }

        return new BpfObject(handle, logger);
    }

    /// <summary>The object once more, with the maps of this one: for programs that are needed later, or more than once.</summary>
    public BpfObject OpenAgain()
    {
        var instance = Open(_logger);
        foreach (var (name, map) in instance.SharedMaps())
        {
            if (LibBpf.ReuseMap(map, LibBpf.MapFd(Map(name))) is < 0 and var error)
                throw new BpfException($"sharing the map {name}", -error, "");
        }

        return instance;
    }

    public BpfProgram Program(string name)
    {
        var program = LibBpf.FindProgram(_handle, name);
        return program != 0 ? new BpfProgram(program, name, _logger) : throw new InvalidOperationException($"bpf/ has no program {name}.");
    }

    public nint Map(string name)
    {
        var map = LibBpf.FindMap(_handle, name);
        return map != 0 ? map : throw new InvalidOperationException($"bpf/ has no map {name}.");
    }

    /// <summary>The maps that programs share; without the sections of constants that belong to one object alone.</summary>
    private IEnumerable<(string Name, nint Map)> SharedMaps()
    {
        for (var map = LibBpf.NextMap(_handle, 0); map != 0; map = LibBpf.NextMap(_handle, map))
        {
            if (!LibBpf.IsInternalMap(map))
                yield return (Marshal.PtrToStringUTF8(LibBpf.MapName(map))!, map);
        }
    }

    /// <summary>The read-only constants of this object, to be set before it is loaded.</summary>
    public ref T Constants<T>()
        where T : unmanaged
    {
        for (var map = LibBpf.NextMap(_handle, 0); map != 0; map = LibBpf.NextMap(_handle, map))
        {
            nuint size = 0;
            if (LibBpf.IsInternalMap(map)
                && Marshal.PtrToStringUTF8(LibBpf.MapName(map))!.EndsWith(".rodata", StringComparison.Ordinal)
                && LibBpf.InitialValue(map, &size) is var value && size >= (nuint)sizeof(T))
                return ref *(T*)value;
        }

        throw new InvalidOperationException("bpf/ has no constants of that size.");
    }

    /// <summary>Loads what was chosen. The verifier may refuse it.</summary>
    public void Load(string what)
    {
        var error = 0;
        var messages = LibBpf.Listen(() => error = LibBpf.LoadObject(_handle));
        if (messages.Length > 0)
            _logger.LogDebug("libbpf, loading {What}: {Messages}", what, messages);
        if (error < 0)
            throw new BpfException($"loading {what}", -error, messages);
    }

    public void Dispose() => _handle.Dispose();
}
