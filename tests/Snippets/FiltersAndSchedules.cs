using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class FiltersAndSchedules
{
    [Fact]
    public async Task ThirdWrite()
    {
        #region filters-and-schedules: third write
        var config = new FailureConfig(new SyscallFailure("pwrite64", Errno.EIO)
        {
            Targets = ["sqlite3"],
            When = new() { Paths = ["*.db-journal"] },
            Skip = 2,
            Times = 1,
        });

        await WithFailureConfig(config, async scope =>
        {
            var database = Path.Combine(Directory.CreateTempSubdirectory().FullName, "orders.db");
            await using var sqlite = await scope.LaunchAsync("sqlite3", database, "create table orders(item); insert into orders values (1)");

            Assert.NotEqual(0, await sqlite.WaitForExitAsync());
            Assert.Contains("disk I/O error", sqlite.StandardError);
        });
        #endregion
    }

    [Fact]
    public async Task Pause()
    {
        #region filters-and-schedules: pause
        var diskFull = new SyscallFailure("mkdir", Errno.ENOSPC);

        await WithFailureConfig(new FailureConfig(diskFull), async scope =>
        {
            await using var service = await scope.LaunchAsync("sh", "-c", "until mkdir /tmp/cache; do sleep 0.1; done");
            await service.WaitForOutputAsync("No space left on device");

            scope.Pause(diskFull);

            Assert.Equal(0, await service.WaitForExitAsync());
        });
        #endregion
    }

    [Fact]
    public void Records()
    {
        #region filters-and-schedules: records
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EACCES)
            {
                When = new() { Paths = ["/etc/shop/*.conf", "secrets.json"], Arguments = ["arg2 & O_WRONLY|O_RDWR"] },
            },
            new SyscallFailure("write", Errno.EPIPE) { When = new() { Descriptor = 1 }, Skip = 10, Every = 3, Times = 2 },
            new SyscallFailure("connect", Errno.ECONNREFUSED, Errno.ETIMEDOUT)
            {
                When = new() { Addresses = ["10.0.0.0/8", "::1"], Ports = [5432, new(8000, 8080)] },
                FailureRate = 30,
            })
        {
            Seed = 42,
        };
        #endregion

        Assert.Equal(config, FailureConfig.FromYaml(config.ToYaml()));
    }
}
