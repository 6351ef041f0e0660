using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

/// <summary>Needs a container that runs, and its id in the environment variable CONTAINER.</summary>
public class Containers
{
    #region containers: first process
    // The id of a container: that of Testcontainers' IContainer.Id, of 'docker run', of 'docker compose ps'.
    private static async Task<int> FirstProcessOfAsync(string container)
    {
        var docker = new ProcessStartInfo("docker", ["inspect", "--format", "{{.State.Pid}}", container]) { RedirectStandardOutput = true };
        using var inspect = Process.Start(docker)!;
        return int.Parse(await inspect.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }
    #endregion

    [Fact]
    public async Task Join()
    {
        var database = Environment.GetEnvironmentVariable("CONTAINER");
        Assert.SkipWhen(database is null, "no container runs");

        #region containers: join
        var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO) { Targets = ["postgres"] });

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinTreeAsync(await FirstProcessOfAsync(database));

            // what the service makes of a database that cannot write
        });
        #endregion
    }
}
