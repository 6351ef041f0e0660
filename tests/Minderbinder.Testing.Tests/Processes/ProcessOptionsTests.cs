using System.Diagnostics;

namespace Minderbinder.Testing.Tests.Processes;

public class ProcessOptionsTests
{
    [Theory]
    [InlineData("opnat", "there is no system call 'opnat'; did you mean 'openat'?")]
    [InlineData("fopen", "'fopen' is a function of the C library, not a system call; the call behind it is 'openat'.")]
    [InlineData("__x64_sys_fsync", "there is no system call '__x64_sys_fsync'; did you mean 'fsync'?")]
    [InlineData("", "the name of the system call is empty; write the kernel's, for example 'openat'.")]
    [InlineData(null, "the name of the system call is empty; write the kernel's, for example 'openat'.")]
    public void A_call_that_does_not_exist_is_refused_in_the_words_of_a_config(string? call, string problem)
    {
        MessageFor("fsync", call).ShouldBe($"MayFail[1]: {problem} (Parameter 'options')");
        if (call is not null)
            new FailureConfig(new SyscallFailure(call, Errno.EIO)).FindProblems().ShouldHaveSingleItem().Message.ShouldBe(problem);
    }

    [Fact]
    public void A_call_that_cannot_fail_is_refused() => MessageFor("getcpu").ShouldStartWith("MayFail[0]: 'getcpu' cannot be made to fail: ");

    [Fact]
    public void All_mistakes_are_named() => MessageFor("opnat", "close", "fopen").ShouldBe(
        "MayFail[0]: there is no system call 'opnat'; did you mean 'openat'?\n"
        + "MayFail[2]: 'fopen' is a function of the C library, not a system call; the call behind it is 'openat'. (Parameter 'options')");

    [Fact]
    public void No_options_and_no_list_are_refused()
    {
        Should.Throw<ArgumentNullException>(() => ProcessUnderTest.Start(new ProcessStartInfo("true"), null!)).ParamName.ShouldBe("options");
        Should.Throw<ArgumentNullException>(() => ProcessUnderTest.Start(new ProcessStartInfo("true"), new ProcessOptions { MayFail = null! }))
            .ParamName.ShouldBe("options.MayFail");
    }

    private static string MessageFor(params string?[] calls) => Should.Throw<ArgumentException>(
        () => ProcessUnderTest.Start(new ProcessStartInfo("no-such-program"), new ProcessOptions { MayFail = calls! })).Message;
}
