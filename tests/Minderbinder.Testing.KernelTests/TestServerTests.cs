using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>A web application in the test process, whose requests come by TestServer, as those of WebApplicationFactory do.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))] // one failure is for the whole test process, other tests included
public class TestServerTests
{
    private static readonly SyscallFailure NoMkdir = new(VictimCalls.Mkdir, Errno.EROFS) { Name = "no_mkdir", Targets = [ProcessTarget.Self] };

    [Fact]
    public async Task A_request_suffers_where_the_flow_is_handed_on() =>
        (await WithFailureConfig(new FailureConfig(NoMkdir), () => AnswerAsync(preserves: true))).ShouldContain("Read-only file system");

    [Fact]
    public async Task Without_that_option_it_does_not_and_the_message_names_the_option()
    {
        var answer = "";
        var thrown = await Should.ThrowAsync<FailureNotInjectedException>(
            WithFailureConfig(new FailureConfig(NoMkdir), async () => answer = await AnswerAsync(preserves: false)));

        answer.ShouldBe("made");
        thrown.Message.ShouldStartWith(
            $"The failure 'no_mkdir' was never injected: {VictimCalls.Mkdir} was never called by code that works for the scope. Work that was "
            + "queued without its flow does not: "
            + "TestServer and WebApplicationFactory need PreserveExecutionContext = true;");
    }

    [Fact]
    public async Task On_any_thread_it_does_all_the_same() =>
        (await WithFailureConfig(
            new FailureConfig(NoMkdir with { Targets = [ProcessTarget.SelfOnAnyThread] }), () => AnswerAsync(preserves: false)))
                .ShouldContain("Read-only file system");

    /// <summary>What the application says to a request that makes a folder.</summary>
    private static async Task<string> AnswerAsync(bool preserves)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer(server => server.PreserveExecutionContext = preserves);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var said = "made";
            try
            {
                Directory.CreateDirectory(folder);
                Directory.Delete(folder);
            }
            catch (IOException exception)
            {
                said = exception.Message;
            }

            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(said));
        });
        await app.StartAsync();
        using var client = app.GetTestClient();
        return await client.GetStringAsync(new Uri("/", UriKind.Relative));
    }
}
