namespace Minderbinder.Testing.Processes;

/// <summary>The processes that a process has started, and those that they have.</summary>
internal static class ProcessDescendants
{
    /// <summary>As /proc lists them now, parents before their children.</summary>
    public static IReadOnlyList<int> Of(int processId)
    {
        var children = ProcessEntry.ReadAll().ToLookup(entry => entry.ParentId, entry => entry.Id);
        List<int> found = [.. children[processId]];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(children[found[i]]);
        return found;
    }
}
