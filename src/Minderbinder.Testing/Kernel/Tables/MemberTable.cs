using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>The processes that belong to scopes. The kernel adds children by itself; here the first ones join.</summary>
internal sealed class MemberTable(BpfObject programs, NameTable names)
{
    // The kernel hangs the entry on the process that the descriptor stands for: no PID can be mistaken for another.
    private readonly BpfMap<int, Member> _members = new(programs, "members");
    private readonly Lock _joining = new();

    /// <summary>Marks this process as the one that scopes belong to.</summary>
    public void AddHost()
    {
        using var process = PidFd.TryOpen(Environment.ProcessId)!;
        _members.Set((int)process.DangerousGetHandle(), new Member { IsHost = 1 });
    }

    /// <summary>Makes a running process, and all children it will have, a member.</summary>
    /// <param name="process">The process.</param>
    /// <param name="merge">Gets the scopes it is a member of already, open or not, and says which it is to have.</param>
    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        lock (_joining)
        {
            var key = (int)process.Handle.DangerousGetHandle();
            if (!_members.TryGet(key, out var member))
                member = new Member { StartedNs = process.StartedNs };
            else if (member.IsHost != 0)
                throw new InvalidOperationException("The test process cannot join a scope. To make its own calls fail, put the target 'self' into the config.");

            var scopes = new List<uint>();
            foreach (var scope in member.Scopes)
            {
                if (scope != 0)
                    scopes.Add(scope);
            }

            var merged = merge(scopes);
            member.Scopes = default;
            for (var i = 0; i < merged.Count; i++)
                member.Scopes[i] = merged[i];

            // Names that are asked for only now were not noted when the process started.
            member.Names = default;
            for (var i = 0; i < process.Names.Count; i++)
                member.Names[i] = names.NumberOf(process.Names[i]);
            _members.Set(key, member);
        }
    }
}
