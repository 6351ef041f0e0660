using OrderService.Tests;
using Xunit;

namespace OrderService.ComponentTests;

/// <summary>
/// One service for all tests of the collection. These run one after the other, as they have to: a process cannot suffer the failures of two tests at a time.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ServiceFixture : IAsyncLifetime, ICollectionFixture<ServiceFixture>
{
    public const string Name = "one service";

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => Service?.DisposeAsync() ?? ValueTask.CompletedTask;
}
