using System.Collections.Frozen;

namespace Minderbinder.Testing;

/// <summary>
/// The constants of C that conditions on arguments are mostly about, with the values that the kernel has for them on this processor.
/// </summary>
internal static class ArgumentConstants
{
    private static readonly FrozenDictionary<string, ulong> Values = ValuesOn(Processor.Here);

    public static IReadOnlyCollection<string> Names => Values.Keys;

    public static bool TryGet(string name, out ulong value) => Values.TryGetValue(name, out value);

    public static FrozenDictionary<string, ulong> ValuesOn(Processor processor) =>
        Common.Concat(processor == Processor.Arm64 ? OfArm64 : OfX64).ToFrozenDictionary();

    // arch/x86/include/uapi/asm/mman.h, and asm-generic/fcntl.h, which x86 takes as it is.
    private static Dictionary<string, ulong> OfX64 => new()
    {
        ["O_DIRECT"] = 0x4000,
        ["O_LARGEFILE"] = 0x8000,
        ["O_DIRECTORY"] = 0x1_0000,
        ["O_NOFOLLOW"] = 0x2_0000,
        ["O_TMPFILE"] = 0x41_0000,
        ["MAP_32BIT"] = 0x40,
    };

    // arch/arm64/include/uapi/asm/fcntl.h, mman.h.
    private static Dictionary<string, ulong> OfArm64 => new()
    {
        ["O_DIRECTORY"] = 0x4000,
        ["O_NOFOLLOW"] = 0x8000,
        ["O_DIRECT"] = 0x1_0000,
        ["O_LARGEFILE"] = 0x2_0000,
        ["O_TMPFILE"] = 0x40_4000,
        ["PROT_BTI"] = 0x10,
        ["PROT_MTE"] = 0x20,
    };

    private static Dictionary<string, ulong> Common => new()
    {
        // open, openat: include/uapi/asm-generic/fcntl.h. What libc calls O_LARGEFILE is 0 in a 64-bit program; the kernel's bit is meant.
        ["O_RDONLY"] = 0x0,
        ["O_WRONLY"] = 0x1,
        ["O_RDWR"] = 0x2,
        ["O_ACCMODE"] = 0x3,
        ["O_CREAT"] = 0x40,
        ["O_EXCL"] = 0x80,
        ["O_NOCTTY"] = 0x100,
        ["O_TRUNC"] = 0x200,
        ["O_APPEND"] = 0x400,
        ["O_NONBLOCK"] = 0x800,
        ["O_DSYNC"] = 0x1000,
        ["O_ASYNC"] = 0x2000,
        ["O_NOATIME"] = 0x4_0000,
        ["O_CLOEXEC"] = 0x8_0000,
        ["O_SYNC"] = 0x10_1000,
        ["O_PATH"] = 0x20_0000,

        // The calls that end in "at": include/uapi/linux/fcntl.h.
        ["AT_FDCWD"] = unchecked((ulong)-100),
        ["AT_SYMLINK_NOFOLLOW"] = 0x100,
        ["AT_EACCESS"] = 0x200,
        ["AT_REMOVEDIR"] = 0x200,
        ["AT_SYMLINK_FOLLOW"] = 0x400,
        ["AT_NO_AUTOMOUNT"] = 0x800,
        ["AT_EMPTY_PATH"] = 0x1000,

        // mmap, mprotect: include/uapi/asm-generic/mman-common.h, mman.h.
        ["PROT_NONE"] = 0x0,
        ["PROT_READ"] = 0x1,
        ["PROT_WRITE"] = 0x2,
        ["PROT_EXEC"] = 0x4,
        ["MAP_SHARED"] = 0x1,
        ["MAP_PRIVATE"] = 0x2,
        ["MAP_SHARED_VALIDATE"] = 0x3,
        ["MAP_FIXED"] = 0x10,
        ["MAP_ANONYMOUS"] = 0x20,
        ["MAP_GROWSDOWN"] = 0x100,
        ["MAP_LOCKED"] = 0x2000,
        ["MAP_NORESERVE"] = 0x4000,
        ["MAP_POPULATE"] = 0x8000,
        ["MAP_NONBLOCK"] = 0x1_0000,
        ["MAP_STACK"] = 0x2_0000,
        ["MAP_HUGETLB"] = 0x4_0000,
        ["MAP_SYNC"] = 0x8_0000,
        ["MAP_FIXED_NOREPLACE"] = 0x10_0000,

        // socket: include/linux/socket.h, include/linux/net.h.
        ["AF_UNSPEC"] = 0,
        ["AF_UNIX"] = 1,
        ["AF_INET"] = 2,
        ["AF_INET6"] = 10,
        ["AF_NETLINK"] = 16,
        ["AF_PACKET"] = 17,
        ["AF_ALG"] = 38,
        ["AF_VSOCK"] = 40,
        ["SOCK_STREAM"] = 1,
        ["SOCK_DGRAM"] = 2,
        ["SOCK_RAW"] = 3,
        ["SOCK_SEQPACKET"] = 5,
        ["SOCK_NONBLOCK"] = 0x800,
        ["SOCK_CLOEXEC"] = 0x8_0000,

        // send and receive: include/linux/socket.h.
        ["MSG_OOB"] = 0x1,
        ["MSG_PEEK"] = 0x2,
        ["MSG_DONTROUTE"] = 0x4,
        ["MSG_CTRUNC"] = 0x8,
        ["MSG_TRUNC"] = 0x20,
        ["MSG_DONTWAIT"] = 0x40,
        ["MSG_EOR"] = 0x80,
        ["MSG_WAITALL"] = 0x100,
        ["MSG_CONFIRM"] = 0x800,
        ["MSG_ERRQUEUE"] = 0x2000,
        ["MSG_NOSIGNAL"] = 0x4000,
        ["MSG_MORE"] = 0x8000,
        ["MSG_WAITFORONE"] = 0x1_0000,
        ["MSG_FASTOPEN"] = 0x2000_0000,
        ["MSG_CMSG_CLOEXEC"] = 0x4000_0000,
    };
}
