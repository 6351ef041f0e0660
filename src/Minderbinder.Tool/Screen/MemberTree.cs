using Minderbinder.Testing;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Tool.Screen;

/// <summary>The members of a scope below their parents, which are asked for when a member is seen first: later it may be gone.</summary>
internal sealed class MemberTree(TimeProvider time, Func<int, int?> parentOf)
{
    private readonly Dictionary<int, (int? Parent, long SeenAt)> _seen = [];

    public MemberTree()
        : this(TimeProvider.System, id => ProcessEntry.TryRead(id)?.ParentId)
    {
    }

    public IReadOnlyList<MemberRow> Arrange(IReadOnlyList<MemberEvidence> members)
    {
        foreach (var member in members.Where(member => !_seen.ContainsKey(member.ProcessId)))
            _seen.Add(member.ProcessId, (parentOf(member.ProcessId), time.GetTimestamp()));

        var ids = members.Select(member => member.ProcessId).ToHashSet();
        var children = members.ToLookup(
            member => _seen[member.ProcessId].Parent is { } parent && parent != member.ProcessId && ids.Contains(parent) ? parent : 0);
        return [.. Below(0, 0, children, [])];
    }

    /// <param name="parent">Whose children.</param>
    /// <param name="depth">How deep they are.</param>
    /// <param name="children">All members, by their parents.</param>
    /// <param name="done">Whose children are shown: numbers are used again, and must not lead in a circle.</param>
    private IEnumerable<MemberRow> Below(int parent, int depth, ILookup<int, MemberEvidence> children, HashSet<int> done)
    {
        foreach (var member in children[parent])
        {
            yield return new MemberRow(
                depth, member.ProcessId, member.Names[^1], time.GetElapsedTime(_seen[member.ProcessId].SeenAt), member.ExitCode);
            if (member.ProcessId == 0 || !done.Add(member.ProcessId))
                continue;
            foreach (var row in Below(member.ProcessId, depth + 1, children, done))
                yield return row;
        }
    }
}
