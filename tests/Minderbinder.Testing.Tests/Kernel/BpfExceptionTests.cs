using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Tests.Kernel;

/// <summary>Which line of what libbpf and the verifier say becomes the reason.</summary>
public class BpfExceptionTests
{
    private const string Step = "loading a modify-return program for __x64_sys_fsync";

    [Fact]
    public void Without_messages_the_error_is_all_there_is() =>
        new BpfException(Step, (int)Errno.EPERM, "").Message.ShouldBe($"{Step}: EPERM");

    [Fact]
    public void An_error_that_has_no_name_is_shown_as_a_number() =>
        new BpfException(Step, 524, " \n").Message.ShouldBe($"{Step}: error 524"); // ENOTSUPP, which is the kernel's own

    [Fact]
    public void A_verifier_that_refuses_where_to_attach() => Message(
        """
        libbpf: prog 'gate_modify_return': BPF program load failed: Invalid argument
        libbpf: prog 'gate_modify_return': -- BEGIN PROG LOAD LOG --
        __x64_sys_fsync() is not modifiable
        processed 0 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
        -- END PROG LOAD LOG --
        libbpf: prog 'gate_modify_return': failed to load: -22
        libbpf: failed to load object 'minderbinder'

        """).ShouldBe("__x64_sys_fsync() is not modifiable");

    [Fact]
    public void A_verifier_that_has_walked_the_program() => Message(
        """
        libbpf: prog 'gate_modify_return': BPF program load failed: Permission denied
        libbpf: prog 'gate_modify_return': -- BEGIN PROG LOAD LOG --
        0: R1=ctx(off=0,imm=0) R10=fp0
        ; int gate(void *ctx)
        0: (85) call bpf_override_return#58
        unknown func bpf_override_return#58
        verification time 103 usec
        stack depth 0+0
        processed 1 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
        -- END PROG LOAD LOG --
        libbpf: failed to load object 'minderbinder'
        """).ShouldBe("unknown func bpf_override_return#58");

    [Fact]
    public void Where_there_is_no_log_what_libbpf_says_first_is_nearest_to_the_cause() => Message(
        """
        libbpf: failed to find kernel BTF type ID of '__x64_sys_frobnicate': -3
        libbpf: prog 'gate_modify_return': failed to set attach target
        """).ShouldBe("failed to find kernel BTF type ID of '__x64_sys_frobnicate': -3");

    private static string Message(string log)
    {
        var exception = new BpfException(Step, (int)Errno.EINVAL, log);

        exception.Error.ShouldBe((int)Errno.EINVAL);
        exception.Message.ShouldStartWith($"{Step}: EINVAL (");
        return exception.Message[$"{Step}: EINVAL (".Length..^1];
    }
}
