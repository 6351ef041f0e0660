using System.Text;

namespace Minderbinder.Testing.Tests;

public class PathAutomatonTests
{
    // Few letters, so that patterns and paths meet; 0xc3 0xa4 is one character, either alone is none.
    private static readonly byte[][] PiecesOfPaths =
    [
        .. "a b c . / ä 漢".Split(' ').Select(Encoding.UTF8.GetBytes),
        [0xc3],
        [0xa4],
        [0xe6],
        [0xbc, 0xa2],
    ];
    private static readonly string[] PiecesOfPatterns = ["a", "b", "c", ".", "/", "ä", "漢", "*", "**", "?", "/**/", @"\*", @"\a"];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public void It_agrees_with_a_matcher_that_tries_everything(int seed)
    {
        var random = new Random(seed);
        var (matched, compared) = (0, 0);
        while (compared < 30_000)
        {
            string[] patterns = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextPattern(random))];
            if (patterns.Any(pattern => PathPattern.FindProblem(pattern) is not null)
                || PathAutomaton.TryCompile(patterns, out _) is not { } automaton)
                continue;

            for (var i = 0; i < 100; i++, compared++)
            {
                byte[] path = [(byte)'/', .. Enumerable.Range(0, random.Next(8)).SelectMany(_ => PiecesOfPaths[random.Next(PiecesOfPaths.Length)])];
                var expected = patterns.Any(pattern => GlobOracle.Matches(pattern, path));
                matched += expected ? 1 : 0;
                if (automaton.Matches(path) != expected)
                    Assert.Fail($"seed {seed}: [{string.Join(", ", patterns)}] and {Convert.ToHexString(path)}: should be {expected}");
            }
        }

        // Neither always nor never.
        matched.ShouldBeInRange(compared / 20, compared / 2);
    }

    [Fact]
    public void The_tables_are_what_the_kernel_side_expects()
    {
        var automaton = PathAutomaton.Compile(["/var/lib/**/*.db-journal", "?.log"]);
        var rows = automaton.Rows;

        automaton.Classes.Length.ShouldBe(256);
        automaton.Classes.ToArray().Max().ShouldBeLessThan((byte)PathAutomaton.MaxClasses);
        rows.Length.ShouldBe(automaton.StateCount * PathAutomaton.RowLength);
        rows[..PathAutomaton.RowLength].ToArray().ShouldAllBe(next => next == PathAutomaton.Dead);
        for (var i = 0; i < rows.Length; i++)
            ((int)rows[i]).ShouldBeLessThan(i % PathAutomaton.RowLength == PathAutomaton.Accepts ? 2 : automaton.StateCount);

        // A path does not lead back to where it began: all of them begin with a slash.
        rows.ToArray().Where((_, i) => i % PathAutomaton.RowLength != PathAutomaton.Accepts).ShouldNotContain((ushort)PathAutomaton.Start);
    }

    [Theory]
    [InlineData("/a", 4)]
    [InlineData("/**", 3)]
    [InlineData("*.db-journal", 14)]
    [InlineData("/a/b/*", 7)]
    public void States_that_mean_the_same_are_one(string pattern, int states) => PathAutomaton.Compile([pattern]).StateCount.ShouldBe(states);

    [Fact]
    public void The_longest_pattern_fits()
    {
        var path = "/" + new string('a', 999);

        PathAutomaton.Compile([path]).Matches(Encoding.UTF8.GetBytes(path)).ShouldBeTrue();
    }

    [Fact]
    public void Sixty_files_fit() =>
        PathAutomaton.TryCompile([.. Enumerable.Range(0, 60).Select(i => $"/srv/data{i}/file-{i * 7919}.dat")], out _).ShouldNotBeNull();

    // More states than anybody would want to find, and few enough to find but too many in the end.
    public static TheoryData<string> Complicated => ["*a???????????????", "/" + string.Concat(Enumerable.Repeat("?ab", 333))];

    [Theory]
    [MemberData(nameof(Complicated))]
    public void Too_many_states_are_refused(string pattern)
    {
        PathAutomaton.TryCompile([pattern], out var problem).ShouldBeNull();
        problem.ShouldBe("the path patterns are too complicated: they take more than 2000 states; write fewer of them, or fewer '*' and '?'.");
    }

    [Fact]
    public void Too_many_characters_are_refused()
    {
        var pattern = "/" + string.Concat(Enumerable.Range('0', 80).Select(character => $"\\{(char)character}"));

        PathAutomaton.TryCompile([pattern[..^40]], out _).ShouldNotBeNull();
        PathAutomaton.TryCompile([pattern], out var problem).ShouldBeNull();
        problem.ShouldBe("the path patterns are too complicated: they tell more than 63 characters apart; write fewer of them, or '*' for a part.");
    }

    [Fact]
    public void What_is_too_complicated_cannot_be_compiled() =>
        Should.Throw<ArgumentException>(() => PathAutomaton.Compile(["*a???????????????"])).Message
            .ShouldStartWith("the path patterns are too complicated");

    private static string NextPattern(Random random) =>
        (random.Next(2) == 0 ? "/" : "")
        + string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => PiecesOfPatterns[random.Next(PiecesOfPatterns.Length)]));
}
