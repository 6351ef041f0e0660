using Minderbinder.Testing.Sweeps;

namespace Minderbinder.Testing.Tests.Sweeps;

public class SubjectPatternsTests
{
    [Theory]
    [InlineData("/tmp/tmpab12/x", "/tmp/tmpzz98/x", "/tmp/tmp*/x")]
    [InlineData("folder-1/.git/objects/3f/tmp_obj_Xa1b2c", "folder-1/.git/objects/9a/tmp_obj_Yd4e5f", "folder-1/.git/objects/*/tmp_obj_*")]
    [InlineData("folder-1/sedAbc", "folder-1/sedXyz", "folder-1/sed*")]
    [InlineData("/data/a", "/data/a", "/data/a")]
    [InlineData("/data/what[is]*this?", "/data/what[is]*this?", "/data/what\\[is]\\*this\\?")]
    public void What_varies_from_run_to_run_becomes_a_star(string first, string second, string pattern) =>
        new SubjectPatterns([Path(first)], [Path(second)]).Of(Path(first)).ShouldBe(pattern);

    [Fact]
    public void The_path_that_is_most_alike_is_the_same_one()
    {
        ObservedCall[] first = [Path("/tmp/lock-1"), Path("/tmp/data-17.tmp")];
        var patterns = new SubjectPatterns(first, [Path("/tmp/data-99.tmp"), Path("/tmp/lock-2")]);

        first.Select(call => patterns.Of(call)).ShouldBe(["/tmp/lock-*", "/tmp/data-*.tmp"]);
    }

    [Fact]
    public void What_a_pattern_means_counts_as_it()
    {
        ObservedCall[] first = [Path("/tmp/file-1"), Path("/tmp/file-fixed")];
        var patterns = new SubjectPatterns(first, [Path("/tmp/file-2"), Path("/tmp/file-fixed")]);

        first.Select(call => patterns.Of(call)).ShouldBe(["/tmp/file-*", "/tmp/file-*"]);
    }

    [Fact]
    public void A_port_that_varies_does_not_matter()
    {
        ObservedCall[] first = [Peer("127.0.0.1:40001"), Peer("10.0.0.1:5432"), Peer("[::1]:99")];
        var patterns = new SubjectPatterns(first, [Peer("127.0.0.1:40002"), Peer("10.0.0.1:5432"), Peer("[::1]:99")]);

        first.Select(call => patterns.Of(call)).ShouldBe(["127.0.0.1:*", "10.0.0.1:5432", "[::1]:99"]);
    }

    private static ObservedCall Path(string path) => new("openat", SubjectKind.Path, path, TimeSpan.Zero, "sh");

    private static ObservedCall Peer(string peer) => new("connect", SubjectKind.Peer, peer, TimeSpan.Zero, "sh");
}
