namespace Minderbinder.Testing.Tests;

/// <summary>Calls that come late, are cut short, or open another file. Every message is pinned.</summary>
public class EffectRulesTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    private static readonly CallFilter Hosts = new() { Paths = ["/etc/hosts"] };

    public static TheoryData<SyscallFailure> Valid =>
    [
        new SyscallFailure("fsync") { Latency = Latency },
        new SyscallFailure("fsync") { Latency = Latency, Jitter = Latency },
        new SyscallFailure("fsync", Errno.EIO) { Latency = TimeSpan.FromDays(49), Jitter = TimeSpan.FromTicks(1) },
        new SyscallFailure("fsync", 0) { Latency = Latency },
        new SyscallFailure("read") { Short = 1 },
        new SyscallFailure("sendmsg") { Short = int.MaxValue, Latency = Latency },
        new SyscallFailure("openat") { Instead = "/tmp/hosts", When = Hosts },
        new SyscallFailure("open") { Instead = "/", When = Hosts, Latency = Latency },
    ];

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_makes_sense_is_taken(SyscallFailure failure)
    {
        Problems.Of(failure).ShouldBeEmpty();
        failure.NeedsSupervisor.ShouldBeTrue();
    }

    [Fact]
    public void A_plain_failure_needs_no_supervisor() => new SyscallFailure("read", Errno.EIO) { When = Hosts }.NeedsSupervisor.ShouldBeFalse();

    [Theory]
    [InlineData(-1)]
    [InlineData(42_336_000_000_001)]
    public void A_latency_out_of_range(long ticks)
    {
        var duration = TimeSpan.FromTicks(ticks);
        var text = DurationText.Print(duration);
        Problems.Of(new SyscallFailure("fsync") { Latency = duration, Jitter = duration }).ShouldBe(
        [
            $"agents_of_chaos.syscall[0].latency: the duration is {text}; it must be longer than 0 and at most 49 days.",
            $"agents_of_chaos.syscall[0].jitter: the duration is {text}; it must be longer than 0 and at most 49 days.",
        ]);
    }

    [Fact]
    public void A_jitter_that_would_come_to_less_than_nothing() =>
        Problems.Of(new SyscallFailure("fsync") { Latency = Latency, Jitter = Latency + TimeSpan.FromTicks(1) }).ShouldBe(
            ["agents_of_chaos.syscall[0].jitter: the jitter is 200000.1us, more than the latency (200ms) that it varies; make 'latency' at least "
                + "as long."]);

    [Fact]
    public void A_jitter_of_no_latency() =>
        Problems.Of(new SyscallFailure("fsync") { Jitter = Latency }).ShouldBe(
            ["agents_of_chaos.syscall[0].jitter: the jitter is 200ms, more than the latency (0s) that it varies; make 'latency' at least as long."]);

    [Theory]
    [InlineData("read", 0, "the call is to do at most 0 bytes; it must be from 1 to 2147483647, for a call that does none is at its end or fails.")]
    [InlineData("read", -1, "the call is to do at most -1 bytes; it must be from 1 to 2147483647, for a call that does none is at its end or fails.")]
    [InlineData("fsync", 1, "'fsync' cannot be cut short; these can: read, write, pread64, pwrite64, readv, writev, preadv, pwritev, preadv2, "
        + "pwritev2, recvfrom, sendto, recvmsg, sendmsg.")]
    public void A_call_that_cannot_be_cut_short(string syscall, int bytes, string problem) =>
        Problems.Of(new SyscallFailure(syscall) { Short = bytes }).ShouldBe([$"agents_of_chaos.syscall[0].short: {problem}"]);

    [Fact]
    public void A_call_that_is_cut_short_does_not_fail() =>
        Problems.Of(new SyscallFailure("read", Errno.EIO) { Short = 1 }).ShouldBe(
            ["agents_of_chaos.syscall[0].short: a call that is cut short succeeds with what it did; remove 'short', or 'error' and 'ret_code'."]);

    [Theory]
    [InlineData("", "the path is empty; write that of a file, or leave 'instead' out.")]
    [InlineData("hosts", "'hosts' is relative, and to what differs from process to process; write an absolute path.")]
    [InlineData("/a\0b", "the path contains a NUL character, which no path can; remove it.")]
    public void Another_file_that_is_none(string file, string problem) =>
        Problems.Of(new SyscallFailure("openat") { Instead = file, When = Hosts }).ShouldBe([$"agents_of_chaos.syscall[0].instead: {problem}"]);

    [Fact]
    public void Another_file_in_place_of_every_file() =>
        Problems.Of(new SyscallFailure("openat") { Instead = "/tmp/hosts" }).ShouldBe(
            ["agents_of_chaos.syscall[0].instead: every file would be replaced, the program's libraries too; say which by 'when' with 'path'."]);

    [Fact]
    public void A_call_that_opens_nothing_fails_or_opens_another_file() =>
        Problems.Of(new SyscallFailure("unlink", Errno.EIO) { Instead = "/tmp/hosts", When = Hosts, Short = 3 }).ShouldBe(
        [
            "agents_of_chaos.syscall[0].short: 'unlink' cannot be cut short; these can: read, write, pread64, pwrite64, readv, writev, preadv, "
            + "pwritev, preadv2, pwritev2, recvfrom, sendto, recvmsg, sendmsg.",
            "agents_of_chaos.syscall[0].short: a call that is cut short succeeds with what it did; remove 'short', or 'error' and 'ret_code'.",
            "agents_of_chaos.syscall[0].instead: 'unlink' opens no file; these do: open, openat, openat2.",
            "agents_of_chaos.syscall[0].instead: a call that opens another file succeeds; remove 'instead', or 'error' and 'ret_code'.",
        ]);

    [Fact]
    public void The_test_process_has_no_supervisor() =>
        Problems.Of(new SyscallFailure("fsync") { Latency = Latency, Targets = ["curl", ProcessTarget.Self] }).ShouldBe(
            ["agents_of_chaos.syscall[0].targets: 'latency', 'short' and 'instead' are for launched processes, not for 'self'; aim the failure at a "
                + "process of its own."]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failure_is_called_after_what_it_does(SyscallFailure failure, string name) => failure.DisplayName.ShouldBe(name);

    public static TheoryData<SyscallFailure, string> Names => new()
    {
        { new SyscallFailure("fsync") { Latency = Latency }, "fsync 200ms late" },
        { new SyscallFailure("fsync", Errno.EIO) { Latency = Latency, Jitter = TimeSpan.FromMilliseconds(50) }, "fsync EIO, 200ms ± 50ms late" },
        { new SyscallFailure("read") { Short = 3 }, "read 3 bytes at most" },
        { new SyscallFailure("openat") { Instead = "/tmp/hosts", When = Hosts }, "openat /tmp/hosts instead" },
    };

    [Theory]
    [InlineData(
        Mechanism.TrafficControl,
        "TrafficControl makes packets fail, not system calls; leave the mechanism out, or name one for system calls.")]
    [InlineData((Mechanism)99, "99 is no mechanism; use a value of Mechanism.")]
    public void A_mechanism_that_makes_no_call_fail(Mechanism mechanism, string problem)
    {
        new FailureConfig(new SyscallFailure("fsync", Errno.EIO)) { Mechanism = mechanism }.FindProblems().ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(found => found.Path.ShouldBe("mechanism"), found => found.Message.ShouldBe(problem));
        Should.Throw<ArgumentException>(() => new FailureScopeOptions { Mechanism = mechanism }).Message.ShouldBe(problem);
    }
}
