using System.Collections.Frozen;
using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>YAML's names for error numbers: those of <see cref="Errno"/>, and the second names that three of them have.</summary>
internal static class ErrnoNames
{
    private static readonly FrozenDictionary<string, Errno> ByName = Enum.GetValues<Errno>()
        .Select(error => KeyValuePair.Create(error.ToString(), error))
        .Append(KeyValuePair.Create("EWOULDBLOCK", Errno.EAGAIN))
        .Append(KeyValuePair.Create("EDEADLOCK", Errno.EDEADLK))
        .Append(KeyValuePair.Create("ENOTSUP", Errno.EOPNOTSUPP))
        .ToFrozenDictionary();

    public static IReadOnlyCollection<string> All => ByName.Keys;

    public static bool TryParse(string name, out Errno error) => ByName.TryGetValue(name, out error);

    /// <summary>The error that a system call's return value stands for, or <see langword="null"/> if it is none that has a name.</summary>
    public static Errno? OfReturnCode(long returnCode) =>
        returnCode is < 0 and >= -SyscallFailure.MaxErrno && Enum.IsDefined((Errno)(-returnCode)) ? (Errno)(-returnCode) : null;

    /// <summary>A return value as a person reads it: <c>EIO</c>, or a number.</summary>
    public static string Print(long returnCode) =>
        OfReturnCode(returnCode)?.ToString() ?? returnCode.ToString(CultureInfo.InvariantCulture);
}
