using Minderbinder.Tool.Doctor;

namespace Minderbinder.Tool.Tests;

/// <summary>What containers and distributions leave in /proc and /sys.</summary>
public class SurroundingTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public void Nothing_of_it_can_be_seen() => All().ShouldBe(
    [
        "ok  container         none that shows",
        "--  cgroup            none",
        "--  security modules  cannot be seen: /sys/kernel/security is not mounted\n                      -> mount -t securityfs none "
        + "/sys/kernel/security",
        "--  lockdown          cannot be seen, or the kernel has none",
    ]);

    [Fact]
    public void A_rootless_container()
    {
        Write("run/.containerenv", "engine=\"podman-4.3.1\"");
        Write("proc/self/uid_map", "         0       1000          1\n         1     100000      65536\n");
        Directory.CreateDirectory(Path.Combine(_root, "proc/self/ns"));
        File.CreateSymbolicLink(Path.Combine(_root, "proc/self/ns/pid"), "pid:[4026532211]");

        All()[0].ShouldBe("ok  container         Podman, a user namespace of its own, a PID namespace of its own");
    }

    [Fact]
    public void A_distribution_with_a_locked_kernel()
    {
        Write("proc/self/uid_map", "         0          0 4294967295\n");
        Write("proc/self/cgroup", "0::/user.slice/session-1.scope\n");
        Write("proc/self/attr/current", "unconfined\n");
        Write("sys/kernel/security/lsm", "lockdown,capability,apparmor,bpf");
        Write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");

        All().ShouldBe(
        [
            "ok  container         none that shows",
            "ok  cgroup            /user.slice/session-1.scope (version 2)",
            "ok  security modules  lockdown, capability, apparmor, bpf; this process: unconfined",
            "no  lockdown          confidentiality\n                      -> It keeps programs in the kernel from reading its memory: boot without "
            + "lockdown=confidentiality.",
        ]);
    }

    [Fact]
    public void Version_1_of_cgroups()
    {
        Write("proc/self/cgroup", "9:name=systemd:/\n8:pids:/a\n0::/\n");
        All()[1].ShouldBe("ok  cgroup            / (version 2, beside version 1)");

        Write("proc/self/cgroup", "9:name=systemd:/\n8:pids:/a\n");
        All()[1].ShouldBe("--  cgroup            version 1 only");
    }

    private string[] All() => [.. new SurroundingFindings(_root).All().Select(finding => $"{finding}")];

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
