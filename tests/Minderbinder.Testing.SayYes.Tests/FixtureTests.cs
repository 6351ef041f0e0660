namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>As the class fixture of xUnit v3 it is used by most classes here.</summary>
public class FixtureTests
{
    [Fact]
    public async Task Constructing_starts_and_disposing_stops()
    {
        string certificate;
        using (var fixture = new SayYesFixture())
        {
            certificate = fixture.Server.CertificateFile;
            using var client = Clients.Http(fixture.Server);
            (await client.GetStringAsync("/")).ShouldBe("{}");
        }

        File.Exists(certificate).ShouldBeFalse();
    }

    [Fact]
    public async Task Disposing_in_every_way_does_no_harm()
    {
        var fixture = new SayYesFixture();
        await fixture.DisposeAsync();
        fixture.Dispose();
        await fixture.DisposeAsync();

        File.Exists(fixture.Server.CertificateFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_derives_from_it_gives_options()
    {
        await using var fixture = new Poor();
        using var client = Clients.Http(fixture.Server);

        ((int)(await client.GetAsync("/")).StatusCode).ShouldBe(402);
    }

    /// <summary>Test frameworks have synchronization contexts of their own, with few threads or one.</summary>
    [Fact]
    public void A_thread_that_has_a_context_is_not_waited_for()
    {
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverRuns());
            new SayYesFixture().Dispose();
        });
        thread.Start();

        thread.Join(TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }

    private sealed class Poor() : SayYesFixture(new SayYesOptions { Configure = yes => yes.On("*", "*").Respond(402) });

    private sealed class NeverRuns : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
