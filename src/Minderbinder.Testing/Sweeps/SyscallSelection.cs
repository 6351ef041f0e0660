using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Minderbinder.Testing;

/// <summary>
/// The system calls that a sweep is about: groups (<c>SyscallGroup.Files | SyscallGroup.Sockets</c>), or calls by name
/// (<c>["fsync", "rename"]</c>).
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a choice; that it can be counted is what the compiler asks for.")]
[CollectionBuilder(typeof(SyscallSelection), nameof(Create))]
public sealed class SyscallSelection : IReadOnlyCollection<string>
{
    private readonly string[] _names;

    private readonly SyscallGroup _groups;
    private readonly HashSet<string> _named;

    private SyscallSelection(SyscallGroup groups, IReadOnlyList<string> named) =>
        (_groups, _named, _names) = (groups, [.. named], [.. LikelyErrors.SyscallsOf(groups).Concat(named).Distinct()]);

    /// <summary>How many calls there are.</summary>
    public int Count => _names.Length;

    /// <summary>Those that somebody has named, and means.</summary>
    internal IReadOnlyCollection<string> Named => _named;

    /// <summary>Whether a call on such a thing is meant.</summary>
    internal bool Means(string syscall, SubjectKind subject) => _named.Contains(syscall) || LikelyErrors.Means(_groups, syscall, subject);

    /// <summary>The calls of one or more groups.</summary>
    /// <param name="groups">The groups.</param>
    public static implicit operator SyscallSelection(SyscallGroup groups) => FromSyscallGroup(groups);

    /// <summary>The calls of one or more groups.</summary>
    /// <param name="groups">The groups.</param>
    public static SyscallSelection FromSyscallGroup(SyscallGroup groups) => new(groups, []);

    /// <summary>Calls by name; the compiler calls it for a collection expression.</summary>
    /// <param name="names">The kernel's names, for example <c>fsync</c>.</param>
    public static SyscallSelection Create(ReadOnlySpan<string> names) => new(0, names.ToArray());

    /// <summary>Reads groups and names from text, separated by commas: <c>files,connect</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">One of them is neither a group nor a system call.</exception>
    public static SyscallSelection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (groups, names) = ((SyscallGroup)0, new List<string>());
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Enum.GetValues<SyscallGroup>().Where(group => group.ToString().Equals(word, StringComparison.OrdinalIgnoreCase))
                .ToArray() is [var group])
                groups |= group;
            else if (SyscallRules.FindProblemOfName(word) is { } problem)
                throw new FormatException(
                    $"'{word}' is no group ({string.Join(", ", Enum.GetNames<SyscallGroup>()).ToLowerInvariant()}), and as a system call: {problem}");
            else
                names.Add(word);
        }

        return groups != 0 || names.Count > 0
            ? new SyscallSelection(groups, names)
            : throw new FormatException("There are no system calls in it; write for example 'files'.");
    }

    /// <summary>The names, separated by commas.</summary>
    public override string ToString() => string.Join(", ", _names);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
