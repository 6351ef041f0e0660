namespace Minderbinder.Testing;

/// <content>
/// For frameworks that make no fixtures: started and disposed of by <c>[OneTimeSetUp]</c> and <c>[OneTimeTearDown]</c> (NUnit), of a test class or of
/// a <c>[SetUpFixture]</c>, or by <c>[ClassInitialize]</c> and <c>[ClassCleanup]</c> (MSTest), or those of the assembly.
/// </content>
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
