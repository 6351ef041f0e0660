namespace Minderbinder.Testing.Tests;

public class NearestNameTests
{
    [Theory]
    [InlineData("opnat", "openat")]
    [InlineData("OPENAT", "openat")]
    [InlineData("wirte", "write")]
    [InlineData("fsyncs", "fsync")]
    [InlineData("reed", "read")]
    public void It_finds_what_was_meant(string word, string meant) => NearestName.To(word, SyscallTable.Names).ShouldBe(meant);

    [Theory]
    [InlineData("")]
    [InlineData("minderbinder")]
    [InlineData("xyz")]
    public void It_does_not_guess(string word) => NearestName.To(word, ["openat", "read", "write"]).ShouldBeNull();

    [Fact]
    public void The_only_name_that_begins_like_it_is_meant() =>
        NearestName.To("process", ["process_name", "self"]).ShouldBe("process_name");

    [Fact]
    public void Of_two_that_begin_like_it_none_is_meant() =>
        NearestName.To("epoll", ["epoll_create", "epoll_pwait"]).ShouldBeNull();

    [Fact]
    public void Two_swapped_letters_are_one_error() => NearestName.To("abdc", ["abxx", "abcd"]).ShouldBe("abcd");
}
