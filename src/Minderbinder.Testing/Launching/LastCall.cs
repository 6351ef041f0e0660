using System.ComponentModel;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// Where a supervisor leaves the number of the call that it received last, in memory that it shares with the guardian. When the test
/// process ends, the guardian lets that call go on, and those before it, if nobody has answered them.
/// </summary>
internal sealed class LastCall : IDisposable
{
    private const int Size = 4096;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="Win32Exception">There is no memory, or no descriptor, for it.</exception>
    public LastCall()
    {
        const string Name = "minderbinder-last-call";
        Memory = LibC.CreateMemoryFile(Name, LibC.CloseMemoryFileOnExec | LibC.NotExecutableMemoryFile);
        if (Memory.IsInvalid && Marshal.GetLastPInvokeError() == (int)Errno.EINVAL)
            Memory = LibC.CreateMemoryFile(Name, LibC.CloseMemoryFileOnExec);
        if (Memory.IsInvalid)
            throw new Win32Exception();

        RandomAccess.SetLength(Memory, Size);
        _file = MemoryMappedFile.CreateFromFile(Memory, null, Size, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Size);
    }

    /// <summary>The memory as a file, for the guardian.</summary>
    public SafeFileHandle Memory { get; }

    /// <summary>To be called with the number of each call, when it was received and before it is answered.</summary>
    public void Note(ulong id) => _view.Write(0, id);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        Memory.Dispose();
    }
}
