using System.Collections.Frozen;

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
}
