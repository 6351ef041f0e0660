using OrderService.Tests;
using Xunit;

namespace OrderService.ComponentTests;

/// <summary>
/// One service for all tests of the collection. These run one after the other, as they have to: a process cannot suffer the failures of two tests at
/// a time.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ServiceFixture : RunningService, ICollectionFixture<ServiceFixture>
{
    public const string Name = "one service";

    /// <summary>The first order takes longest, as all its code is compiled. No test is about that.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var answer = await OrderAsync();
    }
}
