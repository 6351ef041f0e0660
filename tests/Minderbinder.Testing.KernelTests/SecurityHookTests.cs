using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Every row of the table of security hooks, on every kernel: the call fails as asked, and only in the scope.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class SecurityHookTests
{
    // An error that none of these calls gives by itself.
    private const Errno Unlikely = Errno.EUCLEAN;

    public static TheoryData<string> Syscalls => [.. SecurityHooks.All.Select(row => row.Syscall)];

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
}
