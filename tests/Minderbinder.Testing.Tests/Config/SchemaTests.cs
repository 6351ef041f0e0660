using Minderbinder.Testing.Tests.Docs;

namespace Minderbinder.Testing.Tests;

/// <summary>
/// The schema against the validator: what is valid passes, here and in every test that reads or writes a config; what is refused for something that
/// a schema can say is refused by it, in every test that pins a problem (<see cref="Problems"/>).
/// </summary>
public class SchemaTests
{
    public static TheoryData<string> Examples => [.. CodeBlock.All.Where(block => block.Info == "yaml").Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void It_accepts_an_example_of_the_pages(string place) =>
        Schema.ProblemsOf(CodeBlock.All.Single(block => block.Place == place).Text).ShouldBeEmpty();

    [Fact]
    public void It_accepts_whatever_is_written()
    {
        var generator = new ConfigGenerator(20261126);
        for (var i = 0; i < 300; i++)
        {
            var yaml = generator.Next().ToYaml();
            Schema.ProblemsOf(yaml).ShouldBeEmpty(yaml);
        }
    }

    [Theory]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync, error: EIO, ret_code: -5}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync, latency: 0ms}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync, latency: 200}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync, error: EIO, jitter: 1s}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: read, short: 0}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: read, short: 1, ret_code: 1}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: openat, instead: /a}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: openat, instead: a, when: {path: b}}]}")]
    [InlineData("{mechanism: traffic_control, agents_of_chaos: {syscall: [{syscall: fsync, error: EIO}]}}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: clock_gettime, error: EIO}]}")]
    [InlineData("agents_of_chaos: {syscall: [{syscall: fsync, error: EIO, targets: [{self: false}]}]}")]
    [InlineData("agents_of_chaos: {incoming_network: [{action: refuse}]}")]
    [InlineData("agents_of_chaos: {outgoing_network: [{dest_port: [1, 2, 3, 4, 5]}]}")]
    [InlineData("agents_of_chaos: {outgoing_network: []}")]
    public void It_refuses(string yaml) => Schema.ProblemsOf(yaml).ShouldNotBeEmpty();

    /// <summary>When this fails, write it anew: <c>minderbinder schema > docs/failure-config.schema.json</c>.</summary>
    [Fact]
    public void The_file_in_the_repository_and_the_package_is_the_one_that_is_written() =>
        File.ReadAllText(Path.Combine(Pages.Repository, "docs", "failure-config.schema.json")).ShouldBe(ConfigSchema.ToJson());
}
