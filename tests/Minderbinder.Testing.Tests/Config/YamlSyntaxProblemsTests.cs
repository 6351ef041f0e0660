namespace Minderbinder.Testing.Tests;

/// <summary>Text that is not the YAML of a failure config at all. Every message is pinned.</summary>
public class YamlSyntaxProblemsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("null")]
    public void Nothing(string yaml) =>
        Problems.OfYaml(yaml).ShouldBe(["1:1 there is nothing in it; a failure config starts with 'agents_of_chaos:'."]);

    [Theory]
    [InlineData("some words", "'some words'")]
    [InlineData("- agents_of_chaos", "a list")]
    public void No_mapping(string yaml, string kind) =>
        Problems.OfYaml(yaml).ShouldBe([$"1:1 must be a mapping, with keys such as 'agents_of_chaos:', not {kind}."]);

    [Theory]
    [InlineData("agents_of_chaos: \"open", "1:18 this is not YAML: While scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("agents_of_chaos:\n  syscall: [{", "3:1 this is not YAML: While parsing a node, did not find expected node content.")]
    [InlineData("a: b: c", "1:5 this is not YAML: While scanning a plain scalar value, found invalid mapping.")]
    [InlineData("agents_of_chaos:\n    syscall:\n  oops:", "3:3 this is not YAML: While parsing a block mapping, did not find expected key.")]
    [InlineData(
        "agents_of_chaos:\n  syscall:\n    - {syscall: read, error: EIO\n    - {syscall: write, error: EIO}",
        "4:5 this is not YAML; is a bracket open on this line or before it?")]
    [InlineData("agents_of_chaos:\n  : 1", "2:4 this is not YAML: a value stands here, or before it, that has no key.")]
    public void Broken_YAML_is_a_single_problem(string yaml, string problem) => Problems.OfYaml(yaml).ShouldBe([problem]);

    [Theory]
    [InlineData("agents_of_chaos:\n\tsyscall: []", 2)]
    [InlineData("agents_of_chaos:\n  syscall:\n  \t- syscall: read", 3)]
    [InlineData("agents_of_chaos:\n  syscall:\n    - syscall: read\n\t    error: EIO", 4)]
    public void Tabs(string yaml, int line) =>
        Problems.OfYaml(yaml).ShouldBe([$"{line}:1 the line is indented with a tab; YAML takes spaces only."]);

    [Theory]
    [InlineData("agents_of_chaos:\n  \0", "2:3 this is not YAML: the character U+0000 may not appear in a text file.")]
    [InlineData("\u007fELF\u0002", "1:1 this is not YAML: the character U+007F may not appear in a text file.")]
    public void Binary(string yaml, string problem) => Problems.OfYaml(yaml).ShouldBe([problem]);

    [Fact]
    public void Half_a_character() =>
        Problems.OfYaml("agents_of_chaos: 😀\ud83d").ShouldBe(["1:20 this is not YAML: the character U+D83D may not appear in a text file."]);

    [Fact]
    public void Brackets_without_end() =>
        Problems.OfYaml(new string('[', 100_000)).ShouldBe(["1:34 this is not YAML: lists and mappings are nested more than 32 levels deep."]);

    [Fact]
    public void A_second_document() =>
        Problems.OfYaml("agents_of_chaos: {syscall: [{syscall: read, error: EIO}]}\n---\nagents_of_chaos: {}").ShouldBe(
            ["2:1 a second document starts here; a failure config is only one."]);

    [Fact]
    public void Anchors_and_aliases() =>
        Problems.OfYaml(
            """
            agents_of_chaos:
              syscall: &all
                - &first
                  syscall: read
                  &key error: EIO
                - *first
              outgoing_network: *all
            """).ShouldBe(
            [
                "2:3 agents_of_chaos.syscall: the anchor '&all' has no meaning in a failure config; remove it.",
                "3:7 agents_of_chaos.syscall[0]: the anchor '&first' has no meaning in a failure config; remove it.",
                "5:7 agents_of_chaos.syscall[0].error: the anchor '&key' has no meaning in a failure config; remove it.",
                "6:7 agents_of_chaos.syscall[1]: the alias '*first' stands for something elsewhere in the file; write it out.",
                "7:3 agents_of_chaos.outgoing_network: the alias '*all' stands for something elsewhere in the file; write it out.",
            ]);

    [Fact]
    public void Tags() =>
        Problems.OfYaml("agents_of_chaos: {syscall: [{syscall: !call read, error: EIO}]}").ShouldBe(
            ["1:39 agents_of_chaos.syscall[0].syscall: the tag '!call' has no meaning in a failure config; remove it."]);
}
