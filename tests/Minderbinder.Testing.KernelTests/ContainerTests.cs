using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>A container, which somebody else starts: it joins by its first process, as the machine numbers it.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public sealed class ContainerTests : IAsyncLifetime
{
    private const string Loop = "while :; do (true < /etc/hostname) 2>/dev/null && echo opened || echo refused; sleep 0.2; done";

    private readonly string _bundle = Directory.CreateTempSubdirectory("minderbinder-container-").FullName;

    private string Name => Path.GetFileName(_bundle);

    private string Log => Path.Combine(_bundle, "log");

    public async ValueTask InitializeAsync()
    {
        foreach (var folder in new[] { "dev", "etc", "proc", "usr" })
            Directory.CreateDirectory(Path.Combine(_bundle, "rootfs", folder));
        foreach (var folder in new[] { "bin", "lib", "lib64" })
            File.CreateSymbolicLink(Path.Combine(_bundle, "rootfs", folder), $"usr/{folder}");
        await File.WriteAllTextAsync(Path.Combine(_bundle, "rootfs/etc/hostname"), "box");
        await File.WriteAllTextAsync(Path.Combine(_bundle, "config.json"), Config("sh", "-c", $"({Loop}) & wait").ToJsonString());
        await CrunAsync("run", "--detach", "--pid-file", Path.Combine(_bundle, "pid"), "--bundle", _bundle, Name);
        await SaysAsync("opened");
    }

    public async ValueTask DisposeAsync()
    {
        await CrunAsync("delete", "--force", Name);
        Directory.Delete(_bundle, recursive: true);
    }

    [Fact]
    public async Task All_that_runs_in_it_joins_with_its_first_process()
    {
        var first = int.Parse(await File.ReadAllTextAsync(Path.Combine(_bundle, "pid")), CultureInfo.InvariantCulture);
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EACCES) { When = new() { Paths = ["/etc/hostname"] } });

        await WithFailureConfig(config, async scope =>
        {
            (await scope.JoinTreeAsync(first)).Count.ShouldBeGreaterThan(1);
            await SaysAsync("refused");
            (await Victim.RunOutsideAsync("open", "/etc/hostname")).ShouldBe("open 0");
        });

        await SaysAsync("opened");
    }

    /// <summary>Waits until it has said so twice from now on: the first time may be from before.</summary>
    private async Task SaysAsync(string word)
    {
        var from = File.Exists(Log) ? (await File.ReadAllLinesAsync(Log)).Length : 0;
        var clock = Stopwatch.StartNew();
        while (!File.Exists(Log) || (await File.ReadAllLinesAsync(Log)).Skip(from).Count(line => line == word) < 2)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), $"the container never says '{word}'");
            await Task.Delay(50);
        }
    }

    /// <summary>
    /// What the Open Container Initiative has a runtime read, as little of it as will do: this machine's programs, and process numbers of its own.
    /// </summary>
    private static JsonObject Config(params string[] command) => new()
    {
        ["ociVersion"] = "1.0.0",
        ["root"] = new JsonObject { ["path"] = "rootfs" },
        ["process"] = new JsonObject
        {
            ["cwd"] = "/",
            ["args"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
            ["env"] = new JsonArray("PATH=/usr/bin:/bin"),
        },
        ["mounts"] = new JsonArray(
            new JsonObject { ["destination"] = "/proc", ["type"] = "proc", ["source"] = "proc" },
            new JsonObject { ["destination"] = "/usr", ["type"] = "bind", ["source"] = "/usr", ["options"] = new JsonArray("rbind", "ro") }),
        ["linux"] = new JsonObject
        {
            ["namespaces"] = new JsonArray(new JsonObject { ["type"] = "pid" }, new JsonObject { ["type"] = "mount" }),
        },
    };

    private async Task CrunAsync(params string[] arguments)
    {
        // crun takes no mixture of both versions of control groups. A container writes where its runtime does; a pipe would end with that.
        const string Script = "mount -t cgroup2 cgroup2 /sys/fs/cgroup; exec crun --cgroup-manager=disabled \"$@\" >>\"$0\" 2>&1";
        using var crun = Process.Start("unshare", ["--mount", "--propagation", "private", "sh", "-c", Script, Log, .. arguments]);
        await crun.WaitForExitAsync();
        crun.ExitCode.ShouldBe(0, File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "");
    }
}
