using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>A system call that passes a security hook and changes nothing, whether it fails there or not.</summary>
/// <param name="Syscall">Its name.</param>
/// <param name="Otherwise">How it ends if it does not fail at the hook: an error number, or 0.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record HookCall(string Syscall, int Otherwise, params nint[] Arguments)
{
    /// <summary>Whether it returns a descriptor, to be closed.</summary>
    public bool Opens { get; init; }
}

/// <summary>
/// For each security hook one such call, and what it takes to make it: a file in memory, a socket without a peer, zeros, and a folder for
/// what is made and removed. The hooks come before the checks that most of these calls do not pass.
/// </summary>
internal sealed unsafe class HookCalls : IDisposable
{
    private const int WorkingDirectory = -100, CloseOnExec = 0x80000;
    private const nuint PageSize = 4096;

    /// <summary>Not among them: unmounting, which nothing makes harmless, and tracing, for which it takes another process.</summary>
    private static readonly FrozenDictionary<string, Func<HookCalls, HookCall>> Calls = new Dictionary<string, Func<HookCalls, HookCall>>
    {
        ["security_file_open"] = with => new("openat", 0, WorkingDirectory, with.Text("/"), CloseOnExec) { Opens = true },
        // The file is no program in any format.
        ["security_bprm_creds_for_exec"] = with => new("execveat", (int)Errno.ENOEXEC, with.File, with.Text(""), 0, 0, 0x1000 /* AT_EMPTY_PATH */),
        ["security_inode_unlink"] = with => new("unlinkat", 0, WorkingDirectory, with.ExistingFile(), 0),
        ["security_inode_rmdir"] = with => new("unlinkat", 0, WorkingDirectory, with.ExistingFolder(), 0x200 /* AT_REMOVEDIR */),
        ["security_inode_rename"] = with => new("renameat2", 0, WorkingDirectory, with.ExistingFile(), WorkingDirectory, with.Name("new"), 0),
        ["security_inode_mkdir"] = with => new("mkdirat", 0, WorkingDirectory, with.Name("new"), 0x1c0),
        ["security_inode_mknod"] = with => new("mknodat", 0, WorkingDirectory, with.Name("new"), 0x1180 /* S_IFIFO, 0600 */, 0),
        ["security_inode_link"] = with => new("linkat", 0, WorkingDirectory, with.ExistingFile(), WorkingDirectory, with.Name("new"), 0),
        ["security_inode_symlink"] = with => new("symlinkat", 0, with.Text("file"), WorkingDirectory, with.Name("new")),
        ["security_inode_readlink"] = with => new("readlinkat", 0, WorkingDirectory, with.Text("/proc/self/exe"), with.Zeros, 1),
        ["security_inode_setattr"] = with => new("fchown", 0, with.File, -1, -1),
        ["security_inode_getattr"] = with => new("fstat", 0, with.File, with.Zeros),
        ["security_sb_statfs"] = with => new("fstatfs", 0, with.File, with.Zeros),
        // A mount cannot be shared and private at once.
        ["security_sb_mount"] = with => new("mount", (int)Errno.EINVAL, 0, with.Text("/"), 0, (1 << 20) | (1 << 18), 0),
        ["security_path_chroot"] = with => new("chroot", 0, with.Text("/")),
        ["security_file_permission"] = with => new("pread64", 0, with.File, with.Zeros, 1, 0),
        ["security_file_ioctl"] = with => new("ioctl", (int)Errno.ENOTTY, with.File, 0, 0),
        ["security_file_fcntl"] = with => new("fcntl", 0, with.File, 1 /* F_GETFD */, 0),
        ["security_file_lock"] = with => new("flock", 0, with.File, 8 /* LOCK_UN */),
        ["security_mmap_file"] = _ => new("mmap", (int)Errno.EINVAL, 0, 0, 0, 0x22 /* MAP_PRIVATE, MAP_ANONYMOUS */, -1, 0),
        ["security_file_mprotect"] = with => new("mprotect", 0, with.Zeros, (nint)PageSize, 3 /* PROT_READ, PROT_WRITE: as it is */),
        ["security_inode_init_security_anon"] = with => new("io_uring_setup", 0, 1, with.Zeros) { Opens = true },
        ["security_socket_create"] = _ => new("socket", (int)Errno.EPROTONOSUPPORT, 1 /* AF_UNIX */, 1 /* SOCK_STREAM */, 255),
        ["security_socket_bind"] = with => new("bind", (int)Errno.EINVAL, with.Socket, with.Zeros, 16),
        ["security_socket_connect"] = with => new("connect", (int)Errno.EINVAL, with.Socket, with.Zeros, 16),
        ["security_socket_listen"] = with => new("listen", (int)Errno.EINVAL, with.Socket, 1),
        ["security_socket_accept"] = with => new("accept4", (int)Errno.EINVAL, with.Socket, 0, 0, 0),
        ["security_socket_sendmsg"] = with => new("sendto", (int)Errno.ENOTCONN, with.Socket, with.Zeros, 1, 0x4000 /* MSG_NOSIGNAL */, 0, 0),
        ["security_socket_recvmsg"] = with => new("recvfrom", (int)Errno.EINVAL, with.Socket, with.Zeros, 1, 0x40 /* MSG_DONTWAIT */, 0, 0),
        ["security_socket_setsockopt"] = with => new("setsockopt", (int)Errno.ENOPROTOOPT, with.Socket, 1 /* SOL_SOCKET */, 9999, with.Zeros, 4),
        ["security_socket_getsockopt"] = with => new(
            "getsockopt", (int)Errno.ENOPROTOOPT, with.Socket, 1 /* SOL_SOCKET */, 9999, with.Zeros, with.Zeros),
        ["security_socket_getsockname"] = with => new("getsockname", 0, with.Socket, with.Zeros, with.Zeros),
        ["security_socket_getpeername"] = with => new("getpeername", (int)Errno.ENOTCONN, with.Socket, with.Zeros, with.Zeros),
        ["security_socket_shutdown"] = with => new("shutdown", (int)Errno.EINVAL, with.Socket, 99),
        ["security_task_alloc"] = with => new("clone3", (int)Errno.EINVAL, with.ImpossibleChild(), 80),
        ["security_task_kill"] = _ => new("kill", 0, Environment.ProcessId, 0),
        ["security_task_setrlimit"] = with => new("prlimit64", 0, 0, CoreLimit, with.CurrentLimit(), 0),
    }.ToFrozenDictionary();

    private const int CoreLimit = 4; // RLIMIT_CORE

    private readonly List<nint> _texts = [];
    private readonly SafeFileHandle _file = LibC.CreateMemoryFile("minderbinder-canary", LibC.CloseMemoryFileOnExec);
    private readonly SafeFileHandle _socket;
    private readonly byte* _zeros = (byte*)NativeMemory.AlignedAlloc(PageSize, PageSize);
    private DirectoryInfo? _folder;

    public HookCalls()
    {
        NativeMemory.Clear(_zeros, PageSize);
        _ = LibC.TryCall(SyscallTable.NumberOf("socket"), [1, 1 | CloseOnExec, 0], out var socket);
        _socket = new SafeFileHandle(socket, ownsHandle: true);
        if (!_file.IsInvalid)
            RandomAccess.Write(_file, "none"u8, 0);
    }

    private nint File => _file.DangerousGetHandle();

    private nint Socket => _socket.DangerousGetHandle();

    private nint Zeros => (nint)_zeros;

    /// <summary>The call for a hook, to be made once; null if there is none.</summary>
    /// <exception cref="IOException">There is no folder that one could be made in.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public HookCall? For(string function) => Calls.GetValueOrDefault(function)?.Invoke(this);

    public void Dispose()
    {
        _texts.ForEach(Marshal.FreeCoTaskMem);
        NativeMemory.AlignedFree(_zeros);
        _file.Dispose();
        _socket.Dispose();
        _folder?.Delete(recursive: true);
    }

    private nint Text(string text)
    {
        _texts.Add(Marshal.StringToCoTaskMemUTF8(text));
        return _texts[^1];
    }

    private string PathTo(string name) => Path.Combine((_folder ??= Directory.CreateTempSubdirectory("minderbinder-")).FullName, name);

    private nint Name(string name) => Text(PathTo(name));

    private nint ExistingFile()
    {
        System.IO.File.WriteAllBytes(PathTo("file"), []);
        return Name("file");
    }

    private nint ExistingFolder()
    {
        Directory.CreateDirectory(PathTo("folder"));
        return Name("folder");
    }

    /// <summary>The arguments of clone3 for a child with a number that no process can have.</summary>
    private nint ImpossibleChild()
    {
        const ulong SharesMemory = 0x100; // CLONE_VM
        var arguments = (ulong*)_zeros;
        var number = (int*)(_zeros + 128);
        *number = -1;
        arguments[0] = SharesMemory;
        arguments[8] = (ulong)number; // set_tid
        arguments[9] = 1;             // and how many there are
        return Zeros;
    }

    private nint CurrentLimit()
    {
        _ = LibC.TryCall(SyscallTable.NumberOf("prlimit64"), [0, CoreLimit, 0, Zeros], out _);
        return Zeros;
    }
}
