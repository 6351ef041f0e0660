namespace Minderbinder.Testing.Tests;

/// <summary>What a filter must obey, written as records. Every message is pinned.</summary>
public class FilterRulesTests
{
    [Fact]
    public void A_call_can_have_every_filter() =>
        ProblemsOf("connect", new()
        {
            Paths = ["/run/*.sock", "b", "c", "d", "e"],
            Descriptor = 3,
            Addresses = ["10.0.0.0/8", "127.0.0.1", "::1", "fd00::/8"],
            Ports = [5432, new(8000, 8080), 0, 65535],
            Arguments = ["arg0 == 3", "arg1 != 0", "arg2 & 1", "arg5 >= 0"],
        }).ShouldBeEmpty();

    [Theory]
    [InlineData("getppid", "path", "'getppid' has no path to look at; its calls can be told apart by 'args'.")]
    [InlineData("getppid", "fd", "'getppid' has no file descriptor to look at; its calls can be told apart by 'args'.")]
    [InlineData("fsync", "address", "'fsync' has no address to look at; its calls can be told apart by 'path', 'fd', 'args'.")]
    [InlineData("fsync", "port", "'fsync' has no port to look at; its calls can be told apart by 'path', 'fd', 'args'.")]
    [InlineData("openat", "fd", "'openat' has no file descriptor to look at; its calls can be told apart by 'path', 'args'.")]
    [InlineData("accept", "port", "'accept' has no port to look at; its calls can be told apart by 'fd', 'args'.")]
    public void What_a_call_does_not_have_is_refused_with_what_it_has(string syscall, string key, string problem)
    {
        CallFilter filter = key switch
        {
            "path" => new() { Paths = ["x"] },
            "fd" => new() { Descriptor = 1 },
            "address" => new() { Addresses = ["::1"] },
            _ => new() { Ports = [80] },
        };

        ProblemsOf(syscall, filter).ShouldBe([$"{key}: {problem}"]);
    }

    [Theory]
    [InlineData("getppid")]
    [InlineData("futex")]
    public void Any_call_can_have_conditions_on_arguments(string syscall) => ProblemsOf(syscall, new() { Arguments = ["arg0 == 1"] }).ShouldBeEmpty();

    [Fact]
    public void An_empty_filter_is_refused() =>
        Problems.Of(new SyscallFailure("read", Errno.EIO) { When = new() }).ShouldBe(
            ["agents_of_chaos.syscall[0].when: there is no condition in it; write one, or leave 'when' out for every call."]);

    [Fact]
    public void Of_an_unknown_call_only_the_name_is_wrong() =>
        Problems.Of(new SyscallFailure("opnat", Errno.EIO) { When = new() { Ports = [1] } }).ShouldBe(
            ["agents_of_chaos.syscall[0].syscall: there is no system call 'opnat'; did you mean 'openat'?"]);

    [Fact]
    public void More_than_4_are_refused() =>
        ProblemsOf("connect", new()
        {
            Addresses = ["::1", "::2", "::3", "::4", "::5"],
            Ports = [1, 2, 3, 4, 5],
            Arguments = ["arg0 == 1", "arg0 == 2", "arg0 == 3", "arg0 == 4", "arg0 == 5"],
        }).ShouldBe(
        [
            "address: there are 5 addresses; at most 4 can be given.",
            "port: there are 5 ports; at most 4 can be given.",
            "args: there are 5 conditions; at most 4 can be given.",
        ]);

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("10")]
    [InlineData("10.1/8")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.0.0.1 ")]
    public void What_is_no_address_is_refused(string address) => ProblemsOf("connect", new() { Addresses = [address] }).ShouldBe(
        [$"address: '{address}' is not an IP address; write one, such as 10.0.0.1 or ::1, or a network such as 10.0.0.0/8."]);

    [Theory]
    [InlineData("10.0.0.0/33", "the part after the slash of '10.0.0.0/33' must be the number of bits that count, from 0 to 32.")]
    [InlineData("::/129", "the part after the slash of '::/129' must be the number of bits that count, from 0 to 128.")]
    [InlineData("10.0.0.0/", "the part after the slash of '10.0.0.0/' must be the number of bits that count, from 0 to 32.")]
    [InlineData("10.0.0.0/255.0.0.0", "the part after the slash of '10.0.0.0/255.0.0.0' must be the number of bits that count, from 0 to 32.")]
    [InlineData("10.1.2.3/8", "'10.1.2.3/8' has bits behind the 8 that count; write '10.0.0.0/8', or '10.1.2.3' for the one address.")]
    [InlineData("fd00::1/9", "'fd00::1/9' has bits behind the 9 that count; write 'fd00::/9', or 'fd00::1' for the one address.")]
    public void What_is_no_network_is_refused(string address, string problem) =>
        ProblemsOf("connect", new() { Addresses = ["::1", address] }).ShouldBe([$"address[1]: {problem}"]);

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("127.0.0.1", "127.0.0.1/32")]
    [InlineData("FD00:0::/8", "fd00::/8")]
    [InlineData("::1", "::1/128")]
    public void An_address_is_a_network_of_one(string address, string network) => AddressText.Parse(address).ToString().ShouldBe(network);

    [Theory]
    [InlineData(-1, -1, "the port is -1; it must lie between 0 and 65535.")]
    [InlineData(65536, 65536, "the port is 65536; it must lie between 0 and 65535.")]
    [InlineData(1, 65536, "the port is 1-65536; it must lie between 0 and 65535.")]
    [InlineData(80, 79, "the ports 80-79 end before they begin; write 79-80.")]
    public void What_is_no_port_is_refused(int first, int last, string problem) =>
        ProblemsOf("connect", new() { Ports = [new(first, last)] }).ShouldBe([$"port: {problem}"]);

    [Fact]
    public void A_negative_descriptor_is_refused() =>
        ProblemsOf("read", new() { Descriptor = -1 }).ShouldBe(["fd: the file descriptor is -1; it must lie between 0 and 2147483647."]);

    [Fact]
    public void A_condition_that_cannot_be_is_refused() =>
        ProblemsOf("read", new() { Arguments = ["arg6 == 1", "arg2 & O_RDONLY", "arg1 < 0", new(1, (ArgumentOperator)7, 0)] }).ShouldBe(
        [
            "args[0]: the condition 'arg6 == 1' is on an argument that no system call has; write arg0 to arg5.",
            "args[1]: the condition 'arg2 & 0x0' can never hold, for 0 has no bits; compare with '==' or '!='.",
            "args[2]: the condition 'arg1 < 0' can never hold, for arguments are taken for unsigned numbers; '>= 0x80000000' finds a negative int.",
            "args[3]: the condition on arg1 has no operator; use a value of ArgumentOperator.",
        ]);

    [Fact]
    public void All_wrong_paths_are_named() =>
        ProblemsOf("openat", new() { Paths = ["", "ok", "a/.."] }).ShouldBe(
        [
            "path[0]: the path pattern is empty; write one, for example '*.log', or leave 'path' out.",
            "path[2]: the path pattern 'a/..' contains '..', and paths are compared without; write the path that it leads to.",
        ]);

    [Fact]
    public void Paths_that_are_too_complicated_are_refused() =>
        ProblemsOf("openat", new() { Paths = ["*a???????????????"] }).ShouldBe(
            ["path: the path patterns are too complicated: they take more than 2000 states; write fewer of them, or fewer '*' and '?'."]);

    private static string[] ProblemsOf(string syscall, CallFilter filter)
    {
        const string path = "agents_of_chaos.syscall[0].when.";
        var problems = Problems.Of(new SyscallFailure(syscall, Errno.EIO) { When = filter });

        problems.ShouldAllBe(problem => problem.StartsWith(path));
        return [.. problems.Select(problem => problem[path.Length..])];
    }
}
