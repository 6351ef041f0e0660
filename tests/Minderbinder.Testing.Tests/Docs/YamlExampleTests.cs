namespace Minderbinder.Testing.Tests.Docs;

/// <summary>The YAML of the pages is valid, or has the problems that the page says it has.</summary>
public class YamlExampleTests
{
    private static readonly IReadOnlyList<CodeBlock> Blocks = CodeBlock.All;

    public static TheoryData<string> Good => Places("yaml");

    public static TheoryData<string> Bad => Places("yaml invalid");

    [Theory]
    [MemberData(nameof(Good))]
    public void An_example_is_valid(string place) => FailureConfig.FromYaml(Blocks.Single(block => block.Place == place).Text);

    /// <summary>The block after it is the message.</summary>
    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_example_is_refused_as_the_page_says(string place)
    {
        var block = Blocks.Single(block => block.Place == place);

        Should.Throw<InvalidFailureConfigException>(() => FailureConfig.FromYaml(block.Text)).Message.Split('\n')
            .ShouldBe(Blocks.SkipWhile(other => other != block).ElementAt(1).Text.Split('\n'));
    }

    private static TheoryData<string> Places(string info) => [.. Blocks.Where(block => block.Info == info).Select(block => block.Place)];
}
