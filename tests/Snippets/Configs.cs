using Minderbinder.Testing;

namespace Snippets;

public class Configs
{
    [Fact]
    public void Records()
    {
        #region writing-a-config: records
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.ENOENT)
            {
                Name = "break_curl_openat",
                Targets = ["curl", "cat"],
                StartDelay = TimeSpan.FromMilliseconds(100),
            },
            new SyscallFailure("read", -5) { FailureRate = 12.5 },
            new SyscallFailure("rename", Errno.EROFS) { Targets = [ProcessTarget.Self] });
        #endregion

        #region writing-a-config: both ways
        var yaml = config.ToYaml();
        Assert.Equal(config, FailureConfig.FromYaml(yaml));
        #endregion
    }

    [Fact]
    public void Effects()
    {
        #region writing-a-config: effects
        var config = new FailureConfig(
            new SyscallFailure("fsync") { Name = "slow_disk", Latency = TimeSpan.FromMilliseconds(200), Jitter = TimeSpan.FromMilliseconds(50) },
            new SyscallFailure("fdatasync", Errno.EIO) { Name = "dying_disk", Latency = TimeSpan.FromSeconds(2) },
            new SyscallFailure("read") { Name = "in_pieces", Short = 3, When = new() { Paths = ["*.json"] } },
            new SyscallFailure("openat") { Name = "other_hosts", Instead = "/tmp/hosts", When = new() { Paths = ["/etc/hosts"] } });
        #endregion

        Assert.Empty(config.FindProblems());
    }

    [Fact]
    public void Problems()
    {
        #region writing-a-config: problems
        var config = new FailureConfig(new SyscallFailure("opnat", Errno.EIO) { FailureRate = 101 });

        foreach (var problem in config.FindProblems())
            Console.WriteLine($"{problem.Path}: {problem.Message}");
        #endregion

        Assert.Equal(2, config.FindProblems().Count);
    }

    [Fact]
    public void FromFile()
    {
        var folder = Directory.CreateTempSubdirectory("snippets-").FullName;
        var path = Path.Combine(folder, "disk-trouble.yaml");
        File.WriteAllText(path, new FailureConfig(new SyscallFailure("pwrite64", Errno.ENOSPC)).ToYaml());
        #region writing-a-config: file
        var config = FailureConfig.FromFile(path);
        #endregion
        Assert.Single(config.Failures);
    }
}
