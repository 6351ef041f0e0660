using System.Text.Json;
using Minderbinder.Testing;
using Minderbinder.Tool.Reach;
using Minderbinder.Tool.Syscalls;

namespace Minderbinder.Tool.Tests;

public class SyscallsTests
{
    [Fact]
    public void The_manual_s_errors_are_errors_of_the_library() =>
        SyscallTable.Names.SelectMany(SyscallManual.ErrorsOf).Distinct().Where(name => !ErrnoNames.TryParse(name, out _)).ShouldBeEmpty();

    [Fact]
    public void A_call_has_no_more_arguments_than_registers() =>
        SyscallTable.Names.Where(name => SyscallManual.ArgumentsOf(name).Length > 6).ShouldBeEmpty();

    [Fact]
    public async Task A_text_finds_calls_with_arguments_and_errors()
    {
        var result = await Tool.RunAsync("syscalls", "pwrite64", "--json");

        var call = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ShouldHaveSingleItem();
        call.GetProperty("name").GetString().ShouldBe("pwrite64");
        call.GetProperty("arguments").EnumerateArray().Select(name => name.GetString()).ShouldBe(["fd", "buf", "count", "offset"]);
        call.GetProperty("errors").EnumerateArray().Select(name => name.GetString()).ShouldContain("ENOSPC");
        result.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("fopen", "'fopen' is a function of the C library; the system call behind it is 'openat'")]
    [InlineData("fsinc", "no system call has 'fsinc' in its name; did you mean 'fsync'?")]
    public async Task What_is_no_call_is_put_right(string text, string message) =>
        (await Tool.RunAsync("syscalls", text)).ShouldBe(new(1, "", $"minderbinder: {message}\n"));

    [Fact]
    public void On_a_kernel_with_error_injection_every_call_fails_at_its_door_first()
    {
        var reach = Reach(Mechanism.SecurityHook, Mechanism.SyscallModifyReturn);

        reach.Of("fsync").ShouldBe([Mechanism.SyscallModifyReturn]);
        reach.Of("openat").ShouldBe([Mechanism.SyscallModifyReturn, Mechanism.SecurityHook]);
    }

    [Theory]
    [InlineData("fsync", "it passes no security hook of its own")]
    [InlineData("mseal", "this kernel does not have it")]
    [InlineData("gettimeofday", "programs answer it for themselves")]
    public void Why_a_call_cannot_fail(string syscall, string reason)
    {
        var reach = Reach(Mechanism.SecurityHook);

        reach.Of(syscall).ShouldBeEmpty();
        reach.WhyNot(syscall).ShouldContain(reason[..8]);
    }

    private static SyscallReach Reach(params Mechanism[] mechanisms) =>
        new(mechanisms.ToHashSet(), new HashSet<string> { "fsync", "openat", "gettimeofday" });
}
