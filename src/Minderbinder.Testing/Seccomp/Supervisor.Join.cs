using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Seccomp;

/// <content>Work on the supervisor's thread for a process that joins a scope.</content>
internal sealed partial class Supervisor
{
    /// <summary>Makes a process of this launch a member. False if it is none of them.</summary>
    /// <exception cref="InvalidOperationException">A call that can fail in the scope does not stop here.</exception>
    public bool TryJoin(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
        if (_members.Table.Find(process.Id) is not { } member)
            return false;

        var numbers = merge(member.ScopeNumbers);
        var scopes = SupervisedEnforcement.Find(numbers);
        var missing = scopes.SelectMany(scope => scope.Calls).Where(call => !Listed.Contains(call)).Distinct()
            .Select(call => SyscallTable.NameOf(call)).Order(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            var calls = string.Join(", ", missing.Select(call => $"\"{call}\""));
            throw new InvalidOperationException(
                $"Process {process.Id} ({process.Names[0]}) cannot join: {calls} cannot fail in it, for that has to be said when it is started. "
                + $"Start it with MayFail = [{calls}] in its {nameof(ProcessOptions)}.");
        }

        // Children that it has stay what they are; those that come will be what it is then.
        _members.Table.TakeStock();
        foreach (var scope in scopes)
            scope.Include(this);
        (member.ScopeNumbers, member.Scopes, member.Names) = (numbers, scopes, process.Names);
        return true;
    }
}
