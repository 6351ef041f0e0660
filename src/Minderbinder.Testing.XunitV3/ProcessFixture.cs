using Xunit;

namespace Minderbinder.Testing;

/// <content>As a fixture of xUnit: <c>IClassFixture</c>, <c>ICollectionFixture</c> or <c>[assembly: AssemblyFixture]</c>.</content>
public abstract partial class ProcessFixture : IAsyncLifetime
{
    /// <summary>Called by xUnit: starts the process, and waits until it is ready.</summary>
    public virtual ValueTask InitializeAsync() => new(_fixture.StartAsync(MayFail, TestContext.Current.CancellationToken));

    /// <summary>Called by xUnit: stops it.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _fixture.StopAsync();
    }
}
