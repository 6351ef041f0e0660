using Xunit;

namespace Minderbinder.Testing;

/// <content>As a fixture of xUnit: <c>IClassFixture</c> or <c>ICollectionFixture</c>.</content>
public abstract partial class ProcessFixture : IAsyncLifetime
{
    /// <summary>Called by xUnit: starts the process, and waits until it is ready.</summary>
    public virtual Task InitializeAsync() => _fixture.StartAsync(MayFail, CancellationToken.None);

    /// <summary>Called by xUnit: stops it.</summary>
    public virtual Task DisposeAsync() => _fixture.StopAsync().AsTask();
}
