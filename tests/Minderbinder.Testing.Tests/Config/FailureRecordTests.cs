namespace Minderbinder.Testing.Tests;

public class FailureRecordTests
{
    [Fact]
    public void Defaults_mean_every_process_always_and_at_once()
    {
        var failure = new SyscallFailure("openat", Errno.ENOENT);

        failure.Name.ShouldBeNull();
        failure.Targets.ShouldBeEmpty();
        failure.StartDelay.ShouldBe(TimeSpan.Zero);
        failure.Skip.ShouldBe(0);
        failure.Every.ShouldBe(1);
        failure.Times.ShouldBeNull();
        failure.FailureRate.ShouldBe(100);
        failure.Optional.ShouldBeFalse();
        failure.When.ShouldBeNull();
        failure.AllowRuntimeCritical.ShouldBeFalse();
    }

    [Fact]
    public void An_error_is_a_negative_return_code()
    {
        var failure = new SyscallFailure("openat", Errno.ENOENT);

        failure.ReturnCodes.ShouldBe([-2]);
        failure.Errors.ShouldBe([Errno.ENOENT]);
        failure.ShouldBe(new SyscallFailure("openat", -2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-41)]
    [InlineData(-4096)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_return_code_that_is_no_error_by_name_has_none(long returnCode) =>
        new SyscallFailure("write", returnCode).Errors.ShouldBeNull();

    [Fact]
    public void The_literal_0_is_a_success_not_an_error_number()
    {
        var failure = new SyscallFailure("fsync", 0);

        failure.ReturnCodes.ShouldBe([0]);
        failure.Errors.ShouldBeNull();
    }

    [Fact]
    public void Several_errors_take_turns()
    {
        Errno[] errors = [Errno.EINTR, Errno.EIO];
        var failure = new SyscallFailure("write", Errno.EINTR, Errno.EIO);

        failure.ReturnCodes.ShouldBe([-4, -5]);
        failure.Errors.ShouldBe(errors);
        failure.ShouldBe(new SyscallFailure("write", errors));
        (failure with { ReturnCodes = [-4, 0] }).Errors.ShouldBeNull();
    }

    [Fact]
    public void Without_a_name_it_is_called_after_what_it_does()
    {
        new SyscallFailure("write", Errno.EINTR, Errno.EIO).DisplayName.ShouldBe("write EINTR, EIO");
        new SyscallFailure("getppid", 4242).DisplayName.ShouldBe("getppid 4242");
    }

    [Fact]
    public void A_number_that_is_no_error_is_refused_as_one() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SyscallFailure("openat", (Errno)(-2)))
            .Message.ShouldStartWith("Not an error number of Linux; use a value of Errno, or a negative return code.");

    [Fact]
    public void A_string_is_the_name_of_a_process()
    {
        var failure = new SyscallFailure("openat", Errno.ENOENT) { Targets = ["curl", ProcessTarget.Self] };

        failure.Targets.ShouldBe([ProcessTarget.Named("curl"), ProcessTarget.Self]);
        failure.Targets[0].IsSelf.ShouldBeFalse();
        failure.Targets[1].IsSelf.ShouldBeTrue();
        failure.Targets[1].ProcessName.ShouldBeNull();
    }

    [Fact]
    public void A_process_called_self_is_not_the_test_process() => ProcessTarget.Named("self").ShouldNotBe(ProcessTarget.Self);

    [Fact]
    public void Configs_with_equal_failures_are_equal()
    {
        static FailureConfig Make() => new([new SyscallFailure("openat", Errno.ENOENT) { Name = "a", Targets = ["curl"] }]);

        Make().ShouldBe(Make());
        Make().GetHashCode().ShouldBe(Make().GetHashCode());
        Make().ShouldNotBe(Make() with { Failures = [] });
    }

    [Fact]
    public void Failures_are_grouped_as_the_sections_of_the_file_are()
    {
        var damaged = new IncomingNetworkFailure { Action = PacketAction.Corrupt };
        var lost = new OutgoingNetworkFailure { Name = "lost" };
        var read = new SyscallFailure("read", Errno.EIO);
        var write = new SyscallFailure("write", Errno.ENOSPC);

        new FailureConfig(damaged, lost, write, read).Failures.ShouldBe([write, read, lost, damaged]);
    }
}
