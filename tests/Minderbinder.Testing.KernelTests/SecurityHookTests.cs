using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Every row of the table of security hooks, on every kernel: the call fails as asked, and only in the scope.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class SecurityHookTests
{
    // An error that none of these calls gives by itself.
    private const Errno Unlikely = Errno.EUCLEAN;

    public static TheoryData<string> Syscalls => [.. SecurityHooks.All.Select(row => row.Syscall).Where(SyscallTable.Contains)];

    [Theory]
    [MemberData(nameof(Syscalls))]
    public async Task A_call_fails_at_its_hook_and_works_outside_the_scope(string syscall)
    {
        // On some calls the victim's own start depends, so it is named and told by its exit code.
        var config = new FailureConfig(new SyscallFailure(syscall, Unlikely) { Targets = ["victim"], Optional = true });

        var inside = await WithFailureConfig(
            config, () => Victim.ErrnoOfAsync(syscall), new FailureScopeOptions { Mechanism = Mechanism.SecurityHook });
        var outside = await Victim.ErrnoOfAsync(syscall);

        // A call that this kernel does not have (fchmodat2 came with 6.6) passes no hook.
        inside.ShouldBe(outside == (int)Errno.ENOSYS ? outside : (int)Unlikely);
        outside.ShouldBeOneOf(0, (int)Errno.ENOSYS);
    }

    /// <summary>Where a call could tell, it does: that the gate works, and that one which is not there does not.</summary>
    [Fact]
    public void A_gate_at_a_hook_is_tried_when_it_is_put_there()
    {
        KernelSession.TryOpen(NullLogger.Instance, out var session, out _).ShouldBeTrue();
        var canary = new Canary(session.Flows);
        var hooks = SecurityHooks.All.SelectMany(row => row.Hook.Functions.Select(function => (function, row.Syscall)))
            .DistinctBy(hook => hook.function);
        var unknown = new List<string>();
        foreach (var (function, syscall) in hooks)
        {
            session.Gates.TryAcquire(Mechanism.SecurityHook, function, syscall, out var gate, out var refusal).ShouldBeTrue(refusal);

            var works = canary.ComesBackFromHook(gate);
            if (works is null)
                unknown.Add(function);
            else
                works.ShouldBe(true, function);
            canary.ComesBackFromHook(gate with { Number = uint.MaxValue }).ShouldBe(works is null ? null : false, function);
            session.Gates.Release(gate);
        }

        // The last of these only on a kernel without io_uring.
        string[] mayBeUnknown =
        [
            "security_sb_umount",
            "security_ptrace_access_check",
            "security_ptrace_traceme",
            "security_inode_init_security_anon",
        ];
        unknown.ShouldBeSubsetOf(mayBeUnknown);
    }
}
