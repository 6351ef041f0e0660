using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Whether what a filter asks for could be found out.</summary>
internal enum Readable
{
    /// <summary>The call has no such thing.</summary>
    None,

    /// <summary>It has, and was read.</summary>
    Yes,

    /// <summary>It could not be read: the process may not be looked into, or a pointer leads nowhere.</summary>
    No,
}

/// <summary>
/// Reads what a waiting call is about: its path, or its peer. One for each supervisor, which has its buffers. What it finds is the same
/// as what bpf/paths.bpf.c and bpf/addresses.bpf.c find in the kernel.
/// </summary>
internal sealed unsafe partial class CallReader
{
    private const int PathSize = 4096;
    private const int PageSize = 4096;
    private const int CurrentFolder = -100; // AT_FDCWD

    private readonly byte[] _argument = GC.AllocateArray<byte>(PathSize, pinned: true);
    private readonly byte[] _link = GC.AllocateArray<byte>(PathSize, pinned: true);
    private readonly byte[] _root = GC.AllocateArray<byte>(PathSize, pinned: true);
    private readonly byte[] _path = GC.AllocateArray<byte>(2 * PathSize, pinned: true);
    private int _length;

    /// <summary>The path that was read last.</summary>
    public ReadOnlySpan<byte> Path => _path.AsSpan(0, _length);

    /// <summary>Reads the first or second path that a call names.</summary>
    public Readable ReadPath(in Call call, in SubjectPlace place, int which)
    {
        if (place.Path[which] >= 0)
            return ReadPathAt(call, call.Argument(place.Path[which]), place.Directory[which]);
        if (place.Address >= 0 && which == 0)
            return ReadSocketPath(call, call.Argument(place.Address));
        return place.Descriptor[which] < 0 ? Readable.None : ReadOpenFile(call, (int)call.Argument(place.Descriptor[which]));
    }

    /// <summary>A string in the caller's memory, up to its zero; null if it cannot be read.</summary>
    public string? ReadString(in Call call, ulong address)
    {
        var length = ReadText(call, address);
        return length < 0 ? null : Encoding.UTF8.GetString(_argument, 0, length);
    }

    private Readable ReadPathAt(in Call call, ulong text, int folder)
    {
        // utimensat takes NULL for the descriptor's own file, as others take an empty path.
        var length = text != 0 || folder < 0 ? ReadText(call, text) : 0;
        if (length < 0)
            return Readable.No;

        _length = 0;
        if (length == 0 || _argument[0] != '/')
        {
            var descriptor = folder < 0 ? CurrentFolder : (int)call.Argument(folder);
            var found = descriptor == CurrentFolder ? ReadLink(call, "cwd"u8) : ReadDescriptorLink(call, descriptor);
            if (found != Readable.Yes)
                return found;
        }

        AppendComponents(_argument.AsSpan(0, length));
        if (_length == 0)
            _path[_length++] = (byte)'/';
        return Readable.Yes;
    }

    private Readable ReadSocketPath(in Call call, ulong address)
    {
        const ushort Unix = 1;
        if (address == 0) // sendto on a connected socket has none
            return Readable.None;
        Span<byte> start = stackalloc byte[3];
        if (!ReadMemory(call, address, start))
            return Readable.No;
        if (MemoryMarshal.Read<ushort>(start) != Unix || start[2] == 0) // an abstract one has no path
            return Readable.None;
        return ReadPathAt(call, address + sizeof(ushort), -1);
    }

    private Readable ReadOpenFile(in Call call, int descriptor)
    {
        _length = 0;
        return ReadDescriptorLink(call, descriptor);
    }

    private Readable ReadDescriptorLink(in Call call, int descriptor)
    {
        if (descriptor < 0)
            return Readable.None;
        Span<byte> name = stackalloc byte[16];
        "fd/"u8.CopyTo(name);
        Utf8Formatter.TryFormat(descriptor, name[3..], out var digits);
        return ReadLink(call, name[..(3 + digits)]);
    }

    /// <summary>Puts what a link of the thread in /proc leads to at the path's start. Pipes, sockets and files in memory have no path.</summary>
    private Readable ReadLink(in Call call, ReadOnlySpan<byte> name)
    {
        var length = ReadLink(call, name, _link);
        if (length < 0)
            return (Errno)Marshal.GetLastPInvokeError() == Errno.ENOENT ? Readable.None : Readable.No;
        var target = _link.AsSpan(0, length);
        if (target.IsEmpty || target[0] != '/' || (target.StartsWith("/memfd:"u8) && target.EndsWith(" (deleted)"u8)))
            return Readable.None;
        if (target.EndsWith(" (deleted)"u8))
            target = target[..^" (deleted)".Length];

        // /proc shows it from this process's root; the program sees it from its own.
        var rootLength = ReadLink(call, "root"u8, _root);
        if (rootLength > 1 && target.StartsWith(_root.AsSpan(0, rootLength)) && (target.Length == rootLength || target[rootLength] == '/'))
            target = target[rootLength..];
        AppendComponents(target);
        return Readable.Yes;
    }

    private static int ReadLink(in Call call, ReadOnlySpan<byte> name, byte[] target)
    {
        Span<byte> link = stackalloc byte[64];
        ThreadFile.WritePath(call.Thread.Id, name, link);
        fixed (byte* linkPointer = link, targetPointer = target)
            return (int)LibC.ReadLink(linkPointer, targetPointer, (nuint)target.Length);
    }

    /// <summary>"." and ".." and double slashes are resolved by the text alone.</summary>
    private void AppendComponents(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'/');
            var component = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            if (component.IsEmpty || component is [(byte)'.'])
                continue;
            if (component is [(byte)'.', (byte)'.'])
            {
                _length = Math.Max(0, _path.AsSpan(0, _length).LastIndexOf((byte)'/'));
                continue;
            }

            _path[_length++] = (byte)'/';
            component.CopyTo(_path.AsSpan(_length));
            _length += component.Length;
        }
    }

    /// <summary>Reads a string page by page, for the page after its end may not be there. Its length, or -1.</summary>
    private int ReadText(in Call call, ulong address)
    {
        for (var have = 0; have < PathSize;)
        {
            var step = Math.Min(PathSize - have, PageSize - (int)((address + (ulong)have) % PageSize));
            if (!ReadMemory(call, address + (ulong)have, _argument.AsSpan(have, step)))
                return -1;
            var end = _argument.AsSpan(have, step).IndexOf((byte)0);
            if (end >= 0)
                return have + end;
            have += step;
        }

        return -1;
    }

    /// <summary>Reads the caller's memory; false if not all of it can be read.</summary>
    public static bool ReadMemory(in Call call, ulong address, Span<byte> to) => ProcessMemory.Read(call.Thread.Id, address, to);
}
