using System.Collections.Concurrent;

namespace Inner;

[Suite]
public class Theories
{
    private static readonly ConcurrentDictionary<FailureScope, int> Scopes = [];

    /// <summary>The one injection that there is in a scope comes in each row.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Times = 1)]
    public async Task Each_row_has_a_scope_of_its_own(int row)
    {
        Scopes.TryAdd(FailureScope.Required, row).ShouldBeTrue();
        (await Cat.ReadAsync(), await Cat.ReadAsync()).ShouldBe((Cat.Denied, ""));
    }

    [FileTheory]
    [FailureConfigData("chaos")]
    public async Task Each_file_is_a_case(FailureCase failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        FailureScope.Required.Config.ShouldBe(failures.Config);
        await using var cat = await FailureScope.Required.LaunchAsync("cat", Cat.Victim);
        await cat.WaitForExitAsync(TimeSpan.FromMinutes(2));
        cat.StandardError.Trim().ShouldBe(failures.Name == "no-hostname.yaml" ? Cat.Denied : Cat.TooMany);
    }

    [FileTheory]
    [FailureConfigData("no-such-folder")]
    public void A_missing_folder_is_reported(FailureCase failures) => failures?.Config.ShouldNotBeNull();
}

/// <summary>Both must be in their scopes at the same time before either goes on.</summary>
[Suite]
public class ParallelOne
{
    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public async Task Sees_its_own_failures()
    {
        await Rendezvous.MeetAsync(first: true);
        (await Cat.ReadAsync()).ShouldBe(Cat.Denied);
        await Rendezvous.MeetAsync(first: true);
    }
}

[Suite]
public class ParallelTwo
{
    [Fact]
    [InjectFailure("openat", Errno.EMFILE, Path = Cat.Victim)]
    public async Task Sees_its_own_failures()
    {
        await Rendezvous.MeetAsync(first: false);
        (await Cat.ReadAsync()).ShouldBe(Cat.TooMany);
        await Rendezvous.MeetAsync(first: false);
    }
}

internal static class Rendezvous
{
    private static readonly SemaphoreSlim One = new(0);
    private static readonly SemaphoreSlim Two = new(0);

    public static async Task MeetAsync(bool first)
    {
        (first ? One : Two).Release();
        (await (first ? Two : One).WaitAsync(TimeSpan.FromMinutes(3))).ShouldBeTrue("the other test is not running");
    }
}
