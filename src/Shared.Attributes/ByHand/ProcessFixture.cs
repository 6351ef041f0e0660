namespace Minderbinder.Testing;

/// <content>For <c>[OneTimeSetUp]</c> and <c>[OneTimeTearDown]</c>, of a test class or of a <c>[SetUpFixture]</c>.</content>
public abstract partial class ProcessFixture : IAsyncDisposable
{
    /// <summary>Starts the process, and waits until it is ready.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task StartAsync(CancellationToken cancellationToken = default) => _fixture.StartAsync(MayFail, cancellationToken);

    /// <summary>Stops it.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _fixture.StopAsync();
    }
}
