namespace Minderbinder.Testing.Tests;

/// <summary>What patterns mean, and which are refused. Every message is pinned.</summary>
public class PathPatternTests
{
    [Theory]
    [InlineData("/etc/hosts", "/etc/hosts")]
    [InlineData("/", "/")]
    [InlineData("/*", "/")]
    [InlineData("/*", "/etc")]
    [InlineData("/a*c", "/ac")]
    [InlineData("/a*c", "/abbc")]
    [InlineData("/a**c", "/ab/bc")]
    [InlineData("/a***c", "/ab/bc")]
    [InlineData("/tmp/**", "/tmp/a/b")]
    [InlineData("/tmp/**", "/tmp/")]
    [InlineData("/tmp/**/x", "/tmp/x")]
    [InlineData("/tmp/**/x", "/tmp/a/x")]
    [InlineData("/tmp/**/x", "/tmp/a/b/x")]
    [InlineData("/**/**/x", "/x")]
    [InlineData("/**/x/**/y", "/x/y")]
    [InlineData("*.db-journal", "/orders.db-journal")]
    [InlineData("*.db-journal", "/var/lib/orders/a.db-journal")]
    [InlineData("orders/*.db", "/var/orders/a.db")]
    [InlineData("./orders/*.db", "/orders/a.db")]
    [InlineData("**/x", "/x")]
    [InlineData("**/x", "/a/b/x")]
    [InlineData("**", "/a/b")]
    [InlineData("a?c", "/abc")]
    [InlineData("a?c", "/aäc")]
    [InlineData("a?c", "/a漢c")]
    [InlineData("a?c", "/a😀c")]
    [InlineData("????", "/😀漢äa")]
    [InlineData(@"a\*c", "/a*c")]
    [InlineData(@"a\?c", "/a?c")]
    [InlineData(@"a\\c", @"/a\c")]
    [InlineData(@"\a\/\😀", "/a/😀")]
    [InlineData("[a]", "/[a]")]
    [InlineData("...", "/...")]
    [InlineData(".*", "/.git")]
    public void It_matches(string pattern, string path) => Matches(path, pattern).ShouldBeTrue();

    [Theory]
    [InlineData("/etc/hosts", "/etc/host")]
    [InlineData("/etc/hosts", "/etc/hostss")]
    [InlineData("/etc/hosts", "/ETC/hosts")]
    [InlineData("/etc/hosts", "")]
    [InlineData("/*", "/a/b")]
    [InlineData("/tmp/**", "/tmp")]
    [InlineData("/tmp/**/x", "/tmp/ax")]
    [InlineData("/tmp/**/x", "/tmpx")]
    [InlineData("/tmp**/x", "/tmp")]
    [InlineData("*.db", "/a.db/b")]
    [InlineData("orders/*.db", "/myorders/a.db")]
    [InlineData("a?c", "/ac")]
    [InlineData("a?c", "/a/c")]
    [InlineData("a?c", "/abbc")]
    [InlineData("a??c", "/aäc")]
    [InlineData("a*??c", "/a漢c")]
    [InlineData(@"a\*c", "/abc")]
    public void It_does_not_match(string pattern, string path) => Matches(path, pattern).ShouldBeFalse();

    [Theory]
    // A lone continuation byte, Latin-1, half a character at the end, an overlong slash, a surrogate, beyond U+10FFFF.
    [InlineData("a?c", new byte[] { (byte)'/', (byte)'a', 0x80, (byte)'c' }, true)]
    [InlineData("a?c", new byte[] { (byte)'/', (byte)'a', 0xe4, (byte)'c' }, true)]
    [InlineData("a??c", new byte[] { (byte)'/', (byte)'a', 0xe4, (byte)'c' }, false)]
    [InlineData("??", new byte[] { (byte)'/', 0xe6, 0xbc }, true)]
    [InlineData("?", new byte[] { (byte)'/', 0xe6, 0xbc }, false)]
    [InlineData("??", new byte[] { (byte)'/', 0xc0, 0xaf }, true)]
    [InlineData("???", new byte[] { (byte)'/', 0xed, 0xa0, 0x80 }, true)]
    [InlineData("????", new byte[] { (byte)'/', 0xf4, 0x90, 0x80, 0x80 }, true)]
    [InlineData("??ä", new byte[] { (byte)'/', 0xe6, 0xbc, 0xc3, 0xa4 }, true)]
    [InlineData("*", new byte[] { (byte)'/', 0xff, 0x80 }, true)]
    public void A_byte_that_is_part_of_no_character_is_one_by_itself(string pattern, byte[] path, bool matches) =>
        PathAutomaton.Compile([pattern]).Matches(path).ShouldBe(matches);

    [Fact]
    public void One_of_several_patterns_is_enough()
    {
        string[] patterns = ["*.db", "/etc/**", "x?"];

        Matches("/a/b.db", patterns).ShouldBeTrue();
        Matches("/etc/hosts", patterns).ShouldBeTrue();
        Matches("/xy", patterns).ShouldBeTrue();
        Matches("/etc", patterns).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "the path pattern is empty; write one, for example '*.log', or leave 'path' out.")]
    [InlineData("./", "the path pattern is empty; write one, for example '*.log', or leave 'path' out.")]
    [InlineData("a\0b", "the path pattern contains a NUL character, which a path cannot; remove it.")]
    [InlineData(@"a\", @"the path pattern 'a\' ends with a backslash that quotes nothing; write two for a backslash, or none.")]
    [InlineData(@"\\\", @"the path pattern '\\\' ends with a backslash that quotes nothing; write two for a backslash, or none.")]
    [InlineData("..", "the path pattern '..' contains '..', and paths are compared without; write the path that it leads to.")]
    [InlineData("/a/../b", "the path pattern '/a/../b' contains '..', and paths are compared without; write the path that it leads to.")]
    [InlineData("a/.", "the path pattern 'a/.' contains '.', and paths are compared without; write the path that it leads to.")]
    [InlineData("././a", "the path pattern '././a' contains '.', and paths are compared without; write the path that it leads to.")]
    [InlineData("/a//b", "the path pattern '/a//b' contains '//', and paths are compared with single slashes; write one.")]
    public void What_no_path_can_match_is_refused(string pattern, string problem) => PathPattern.FindProblem(pattern).ShouldBe(problem);

    // An attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_refused() => PathPattern.FindProblem("a\ud83d").ShouldBe(
        "the path pattern contains half a character (a surrogate without its partner); remove it.");

    [Fact]
    public void A_pattern_has_at_most_1000_bytes()
    {
        PathPattern.FindProblem(new string('ä', 500)).ShouldBeNull();
        PathPattern.FindProblem(new string('ä', 500) + "x").ShouldBe(
            "the path pattern has 1001 bytes in UTF-8, and may have 1000; write '**' for a part of it.");
    }

    [Theory]
    [InlineData(@"\\")]
    [InlineData("...")]
    [InlineData(".a")]
    [InlineData("/")]
    public void What_looks_wrong_and_is_not_is_taken(string pattern) => PathPattern.FindProblem(pattern).ShouldBeNull();

    private static bool Matches(string path, params string[] patterns) =>
        PathAutomaton.Compile(patterns).Matches(System.Text.Encoding.UTF8.GetBytes(path));
}
