#region readme: first test
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

public class ShopTests
{
    [Fact]
    public async Task A_full_disk_is_reported()
    {
        var config = new FailureConfig(new SyscallFailure("pwrite64", Errno.ENOSPC) { Targets = ["sqlite3"] });

        await WithFailureConfig(config, async scope =>
        {
            await using var sqlite = await scope.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");

            Assert.Equal(13, await sqlite.WaitForExitAsync());
            Assert.Contains("database or disk is full", sqlite.StandardError);
        });
    }
}
#endregion

public class ReadmeAttributes
{
    #region readme: attributes
    [Fact]
    [InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")]
    public async Task A_full_disk_is_reported_as_well()
    {
        await using var sqlite = await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");

        Assert.Equal(13, await sqlite.WaitForExitAsync());
    }
    #endregion

    [Fact]
    #region readme: beside an attribute of the framework
    [InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")]
    public async Task A_full_disk_does_not_go_unnoticed()
    {
        await using var sqlite = await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)");

        await sqlite.WaitForOutputAsync("database or disk is full");
    }
    #endregion
}
