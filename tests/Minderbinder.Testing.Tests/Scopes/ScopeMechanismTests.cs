namespace Minderbinder.Testing.Tests.Scopes;

/// <summary>Who decides about the mechanism of a scope.</summary>
public class ScopeMechanismTests
{
    private static readonly FailureConfig Config = new(new SyscallFailure("fsync", Errno.EIO)) { Mechanism = Mechanism.SecurityHook };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void The_options_go_before_the_config(string? variable) =>
        Of(Config, new() { Mechanism = Mechanism.SyscallKprobe }, variable).ShouldBe(Mechanism.SyscallKprobe);

    [Fact]
    public void The_config_decides_where_nobody_else_does() => Of(Config, new(), null).ShouldBe(Mechanism.SecurityHook);

    [Fact]
    public void Nobody_needs_to() => Of(Config with { Mechanism = null }, new(), null).ShouldBeNull();

    [Fact]
    public void The_variable_goes_before_all() =>
        Of(Config, new() { Mechanism = Mechanism.SyscallKprobe }, "seccomp_notification").ShouldBe(Mechanism.SeccompNotification);

    [Theory]
    [InlineData("seccomp", "there is no mechanism 'seccomp'; did you mean 'seccomp_notification'?")]
    [InlineData(
        "traffic_control",
        "there is no mechanism 'traffic_control' for system calls, only 'syscall_modify_return', 'syscall_kprobe', 'security_hook', "
        + "'seccomp_notification'.")]
    public void A_variable_that_names_no_mechanism_is_an_error(string name, string problem) =>
        Should.Throw<FormatException>(() => Of(Config, new(), name)).Message
            .ShouldBe($"The environment variable MINDERBINDER_MECHANISM is '{name}': {problem} Correct it or unset it.");

    private static Mechanism? Of(FailureConfig config, FailureScopeOptions options, string? variable) =>
        ScopeMechanism.Of(config, options, name => name == "MINDERBINDER_MECHANISM" ? variable : null);
}
