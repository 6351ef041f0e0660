namespace Minderbinder.Testing.Tests;

/// <summary>Calls that one processor has and another does not. The messages are pinned, for both, on whichever this runs.</summary>
public class SyscallTwinsTests
{
    private static readonly HashSet<string> OfArm64 = [.. SyscallTable.CallsOf(Processor.Arm64).Select(call => call.Name)];

    public static TheoryData<string> Missing => [.. SyscallTable.NamesAnywhere.Where(name => !OfArm64.Contains(name))];

    [Fact]
    public void A_twin_is_a_call_of_both_processors_in_the_place_of_one_that_arm64_does_not_have()
    {
        SyscallTwins.All.Select(pair => pair.Syscall).ShouldBeSubsetOf(Missing.Select(row => row.Data));
        SyscallTwins.All.Select(pair => pair.Twin).ShouldBeSubsetOf(OfArm64);
        SyscallTwins.All.Select(pair => pair.Twin).ShouldBeSubsetOf(SyscallTable.NamesAnywhere);
    }

    [Theory]
    [InlineData("open", "openat")]
    [InlineData("mkdir", "mkdirat")]
    [InlineData("stat", "newfstatat")]
    [InlineData("rename", "renameat")]
    [InlineData("unlink", "unlinkat")]
    [InlineData("poll", "ppoll")]
    [InlineData("fork", "clone")]
    public void A_failure_of_a_call_that_arm64_does_not_have_names_the_twin(string syscall, string twin) =>
        SyscallRules.FindProblemOfProcessor(syscall, Processor.Arm64).ShouldBe(
            $"arm64 has no system call '{syscall}'; its programs make '{twin}' instead; name that, or have it taken there with 'or_twin: true' "
            + "(OrTwin in C#).");

    [Theory]
    [InlineData("modify_ldt")]
    [InlineData("uselib")]
    public void One_without_a_twin_is_to_go(string syscall) => SyscallRules.FindProblemOfProcessor(syscall, Processor.Arm64).ShouldBe(
        $"arm64 has no system call '{syscall}', and no other in its place; remove this failure.");

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_arm64_does_not_have_is_said_there_and_not_on_x86_64(string syscall)
    {
        SyscallRules.FindProblemOfProcessor(syscall, Processor.Arm64).ShouldNotBeNull();
        SyscallRules.FindProblemOfProcessor(syscall, Processor.X64).ShouldBeNull();
    }

    [Theory]
    [InlineData("openat")]
    [InlineData("opnat")]
    public void Nothing_is_said_of_calls_of_both_or_of_none(string name) => SyscallRules.FindProblemOfProcessor(name, Processor.Arm64).ShouldBeNull();

    [Fact]
    public void A_failure_that_asks_for_it_is_of_a_call_that_this_processor_has()
    {
        foreach (var (syscall, twin) in SyscallTwins.All)
        {
            SyscallTwins.CallOf(new SyscallFailure(syscall, Errno.EIO) { OrTwin = true }).ShouldBe(SyscallTable.Contains(syscall) ? syscall : twin);
            SyscallTwins.CallOf(new SyscallFailure(syscall, Errno.EIO)).ShouldBe(syscall);
        }
    }

    [Fact]
    public void Arguments_of_a_twin_are_in_other_places()
    {
        CallFilter when = new() { Arguments = [ArgumentCondition.Parse("arg1 == 0o700")] };
        var failure = new SyscallFailure("mkdir", Errno.EIO) { OrTwin = true, When = when };

        Problems.Of(failure).ShouldBe(
        [
            "agents_of_chaos.syscall[0].or_twin: 'mkdirat', which it is on some processors, has its arguments in other places than 'mkdir', "
            + "and there are conditions on arguments; write a config for each processor.",
        ]);
        Problems.Of(failure with { When = new() { Paths = ["/srv/**"] } }).ShouldBeEmpty();
    }
}
