using TUnit.Core.Interfaces;

namespace Minderbinder.Testing;

/// <content>As a fixture of TUnit: <c>[ClassDataSource&lt;Shop&gt;(Shared = SharedType.PerClass)]</c>, or shared by more.</content>
public abstract partial class ProcessFixture : IAsyncInitializer, IAsyncDisposable
{
    /// <summary>Called by TUnit: starts the process, and waits until it is ready.</summary>
    public virtual Task InitializeAsync() => _fixture.StartAsync(MayFail, CancellationToken.None);

    /// <summary>Called by TUnit: stops it.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _fixture.StopAsync();
    }
}
