using Minderbinder.Testing.Kernel.Gates;

namespace Minderbinder.Testing.Tests.Kernel;

public class SecurityHooksTests
{
    [Fact]
    public void Every_call_of_the_table_exists() => SecurityHooks.All.Select(row => row.Syscall).ShouldBeSubsetOf(SyscallTable.Names);

    [Fact]
    public void No_call_has_two_rows() => SecurityHooks.All.Select(row => row.Syscall).ShouldBeUnique();

    [Fact]
    public void No_call_is_in_the_table_that_no_config_can_name() =>
        SecurityHooks.All.Where(row => UnfailableSyscalls.ReasonFor(row.Syscall) is not null).ShouldBeEmpty();

    [Fact]
    public void Every_row_names_hooks_and_says_what_differs() => SecurityHooks.All.ShouldAllBe(row =>
        row.Hook.Functions.Length > 0
        && row.Hook.Functions.Distinct().Count() == row.Hook.Functions.Length
        && row.Hook.Functions.All(function => function.StartsWith("security_", StringComparison.Ordinal))
        && row.Hook.Difference.Length > 0);

    [Theory]
    [InlineData("openat", "security_file_open")]
    [InlineData("unlinkat", "security_inode_unlink security_inode_rmdir")]
    [InlineData("connect", "security_socket_connect")]
    public void A_row_is_found_by_the_name_of_the_call(string syscall, string functions) =>
        SecurityHooks.For(syscall)!.Functions.ShouldBe(functions.Split(' '));

    [Theory]
    [InlineData("fsync")]
    [InlineData("getppid")]
    [InlineData("close")]
    public void A_call_that_passes_no_hook_has_no_row(string syscall) => SecurityHooks.For(syscall).ShouldBeNull();
}
