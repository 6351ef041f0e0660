using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Each mechanism, forced: the process sees the same errno through its C library, whichever it is.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))] // two mechanisms on one system call exclude each other
public class MechanismTests
{
    [Theory]
    [InlineData(Mechanism.SyscallModifyReturn)]
    [InlineData(Mechanism.SyscallKprobe)]
    [InlineData(Mechanism.SecurityHook)]
    [InlineData(Mechanism.SeccompNotification)]
    public async Task The_process_sees_the_errno_through_its_C_library(Mechanism mechanism)
    {
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EACCES),
            new SyscallFailure(VictimCalls.Rename, Errno.EROFS),
            new SyscallFailure("kill", Errno.EPERM));
        var options = new FailureScopeOptions { Mechanism = mechanism };
        Func<Task<string>> body = () => Victim.RunAsync("open", "/etc/hostname", "call", "rename", "call", "kill", "call", "mkdir");

        if (mechanism is Mechanism.SyscallModifyReturn or Mechanism.SyscallKprobe && !GuestKernel.HasErrorInjection)
        {
            var refusal = await Should.ThrowAsync<SyscallNotSupportedException>(WithFailureConfig(config, body, options));
            refusal.Attempts.ShouldHaveSingleItem().Mechanism.ShouldBe(mechanism);
            return;
        }

        (await WithFailureConfig(config, body, options)).ShouldBe(
            $"open {(int)Errno.EACCES}; rename {(int)Errno.EROFS}; kill {(int)Errno.EPERM}; mkdir 0");
    }

    [Theory]
    [InlineData(4242)]
    [InlineData(0)]
    public async Task A_call_can_be_made_to_return_a_value(long value)
    {
        var config = new FailureConfig(new SyscallFailure("getppid", value));

        (await WithFailureConfig(config, () => Victim.RunAsync("value", "getppid"))).ShouldBe($"getppid {value}");
        (await Victim.RunAsync("value", "getppid")).ShouldNotBe($"getppid {value}");
    }

    [Fact]
    public async Task One_scope_uses_for_each_call_what_reaches_it()
    {
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO), new SyscallFailure(VictimCalls.Rename, Errno.EROFS));

        var (output, evidence) = await WithFailureConfig(
            config, async scope => (await Victim.RunAsync("call", "fsync", "call", "rename", "call", "mkdir"), scope.GetEvidence()));

        output.ShouldBe($"fsync {(int)Errno.EIO}; rename {(int)Errno.EROFS}; mkdir 0");
        evidence.Failures.Select(failure => failure.Mechanism).ShouldBe(GuestKernel.HasErrorInjection
            ? [Mechanism.SyscallModifyReturn, Mechanism.SyscallModifyReturn]
            : [Mechanism.SeccompNotification, Mechanism.SecurityHook]);
        evidence.Members.ShouldHaveSingleItem().Names.ShouldBe(["victim"]);
    }

    [Fact]
    public async Task A_scope_that_could_not_be_opened_leaves_its_call_to_other_mechanisms()
    {
        if (!GuestKernel.HasErrorInjection)
            return; // there the call has one mechanism only
        var config = new FailureConfig(new SyscallFailure("kill", Errno.EPERM) { Targets = [ProcessTarget.SelfOnAnyThread, "victim"] });
        await using (FailureScope.Open(config))
            Should.Throw<InvalidOperationException>(() => FailureScope.Open(config));

        var options = new FailureScopeOptions { Mechanism = Mechanism.SyscallKprobe };
        (await WithFailureConfig(new FailureConfig(new SyscallFailure("kill", Errno.EPERM)), () => Victim.RunAsync("call", "kill"), options))
            .ShouldBe($"kill {(int)Errno.EPERM}");
    }

    [Fact]
    public async Task A_call_that_no_mechanism_reaches_is_refused_with_the_reasons()
    {
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO) { Targets = [ProcessTarget.Self] });
        if (GuestKernel.HasErrorInjection)
        {
            await using var scope = FailureScope.Open(config);
            return;
        }

        var refusal = await Should.ThrowAsync<SyscallNotSupportedException>(WithFailureConfig(config, () => Task.CompletedTask));
        var door = $"{Processor.Here.SyscallFunctionPrefix}fsync";
        const string HelperOn612 = "program of this type cannot use helper bpf_override_return#58";
        refusal.Message.Replace(HelperOn612, "unknown func bpf_override_return#58").ShouldBe(
            $"""
            This kernel cannot make fsync fail with EIO. Tried:
              - SyscallModifyReturn: loading a modify-return program for {door}: EINVAL ({door}() is not modifiable)
              - SyscallKprobe: loading a kprobe with override for {door}: EINVAL (unknown func bpf_override_return#58)
              - SecurityHook: fsync passes no security hook of its own
              - SeccompNotification: it reaches launched processes only, not 'self'
            A kernel with CONFIG_FUNCTION_ERROR_INJECTION (Ubuntu, RHEL, Amazon Linux, Arch have it; Debian, Fedora and WSL do not) can make any system call fail.
            """);
    }

    [Fact]
    public async Task A_32_bit_call_is_not_mistaken_for_the_64_bit_call_of_the_same_number()
    {
        var config = new FailureConfig(new SyscallFailure("openat2", Errno.EACCES));

        var output = await WithFailureConfig(config, () => Victim.RunAsync("call", "openat2", "open32", "/etc/hostname"));

        // A kernel without 32-bit calls kills the process at its int 0x80, after the first.
        output.ShouldBeOneOf($"openat2 {(int)Errno.EACCES}; open32 0", $"openat2 {(int)Errno.EACCES}");
    }
}
