using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Mechanisms;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Those failures of a scope that the supervisors of launched processes carry out.</summary>
internal sealed class SupervisedEnforcement : IEnforcement
{
    public SupervisedEnforcement(uint scope, ulong seed)
    {
    }

    public string? TryAdd(Mechanism mechanism, IReadOnlyList<NumberedFailure> failures) => "it is not built yet";

    public void Enforce(ScopeLog log, bool reportsMembers)
    {
    }

    public void Lift()
    {
    }

    public void CatchUp()
    {
    }

    public RuleCounters CountersOf(int number) => default;

    public void Join(RunningProcess process, Func<IReadOnlyList<uint>, IReadOnlyList<uint>> merge)
    {
    }

    public void Dispose()
    {
    }
}
