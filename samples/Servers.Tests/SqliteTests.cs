using Minderbinder.Testing;
using Xunit;

namespace Servers.Tests;

/// <summary>What sqlite3 says when the disk does not do what it is asked.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");

    [Fact]
    [InjectFailure("fdatasync", Errno.EIO)]
    [InjectFailure("fsync", Errno.EIO, Optional = true)] // for folders, and for all where sqlite was built without the other
    public async Task A_disk_that_does_not_keep_what_it_took_is_an_error()
    {
        var sqlite = await CreateAsync("broken.db");

        Assert.Equal(10, sqlite.ExitCode);
        Assert.Contains("disk I/O error", sqlite.Error);
        Assert.Equal(0, (await Bystander.RunAsync(() => CreateAsync("sound.db"))).ExitCode);
    }

    [Fact]
    [InjectFailure("pwrite64", Errno.ENOSPC)]
    public async Task A_full_disk_is_an_error_of_its_own()
    {
        var sqlite = await CreateAsync("full.db");

        Assert.Equal(13, sqlite.ExitCode);
        Assert.Contains("database or disk is full", sqlite.Error);
        Assert.Equal(0, (await Bystander.RunAsync(() => CreateAsync("roomy.db"))).ExitCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<Programs.Result> CreateAsync(string database) =>
        Programs.RunAsync("sqlite3", Path.Combine(_folder.FullName, database), "create table orders(item); insert into orders values ('bolt');");
}
