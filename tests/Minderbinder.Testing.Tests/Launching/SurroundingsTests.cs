using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>Test processes in sandboxes and other bad company: calls fail as asked, or a message says why not. Nothing hangs.</summary>
public class SurroundingsTests
{
    private const string Works = "None None: ";
    private const string LauncherEnded = "LauncherEnded None: The launcher, from which the program was to be executed, ended before that, ";
    private const string NoSocket = "NoSocket None: This process may not use a unix socket, by which to talk to the launcher: ";
    private const string HasFailed = "mkdir: cannot create directory '/tmp/minderbinder-no': Read-only file system";

    private static readonly string Scenarios = typeof(SurroundingsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    private static readonly string[] Probe = ["dotnet", Scenarios, "probe"];

    public SurroundingsTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static bool IsRoot => Capabilities.Effective().Has(Capability.SysAdmin);

    [Theory]
    [InlineData("seccomp=EINVAL", "FilterRefused None: The kernel has no seccomp user notification (EINVAL).")] // gVisor
    [InlineData("seccomp=EPERM", "FilterRefused None: A sandbox around this process refuses the seccomp system call (EPERM).")]
    [InlineData("seccomp=ENOSYS", "FilterRefused None: A sandbox around this process refuses the seccomp system call (ENOSYS).")]
    [InlineData("seccomp=kill", LauncherEnded + "killed by signal 31.")]
    [InlineData("connect=EPERM", LauncherEnded + "with exit code 125.")]
    [InlineData("bind=EACCES", NoSocket + "Permission denied (EACCES).")]
    [InlineData("recvmsg=EPERM", NoSocket + "Operation not permitted (EPERM).")]
    public async Task A_sandbox_that_refuses_what_it_takes(string refusal, string explanation)
    {
        var lines = await RunAsync(["dotnet", Scenarios, "under", refusal, "--", .. Probe]);

        lines[0].ShouldStartWith(explanation);
        lines[1].ShouldBe("unsupervised");
    }

    [Theory]
    [InlineData("memfd_create=EPERM", "yes")]
    [InlineData("memfd_create=ENOSYS", "yes")]
    [InlineData("close_range=ENOSYS", "yes")]
    [InlineData("clone=EPERM", "The guardian ended before it had begun: something on this machine refuses its system calls.")]
    [InlineData("setsid=EPERM", "yes")]
    public async Task A_sandbox_that_refuses_what_it_can_do_without(string refusal, string guardian)
    {
        var lines = await RunAsync(["dotnet", Scenarios, "under", refusal, "--", .. Probe]);

        lines.ShouldBe([Works, HasFailed, $"Guardian: {guardian}"]);
    }

    [Fact]
    public async Task A_kernel_on_which_signals_restart_calls_that_wait()
    {
        var lines = await RunAsync(["dotnet", Scenarios, "under", "wait_killable=EINVAL", "--", .. Probe]);

        lines[..2].ShouldBe(["None CallsRestart: ", HasFailed]);
    }

    [Fact]
    public async Task A_supervised_process_cannot_supervise()
    {
        await using var process = ProcessUnderTest.StartSupervised(StartInfo(Probe), new FailingCalls(Errno.EIO, "mkdir"));
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        var lines = process.StandardOutput.Split('\n');
        lines[0].ShouldStartWith("ListenerTaken None: Something else supervises the system calls of this process already");
        lines[1].ShouldBe("unsupervised");
    }

    [Fact]
    public async Task A_process_that_may_not_give_up_gaining_privileges()
    {
        Assert.SkipUnless(IsRoot, "without CAP_SYS_ADMIN no sandbox can be made that has not given it up itself");
        var lines = await RunAsync(
            ["dotnet", Scenarios, "under", "no_new_privs=EPERM", "--", "setpriv", "--bounding-set=-all", "--inh-caps=-all", .. Probe]);

        lines[0].ShouldStartWith("NoNewPrivilegesRefused None: This process may not promise to gain no privileges (PR_SET_NO_NEW_PRIVS: EPERM)");
        lines[1].ShouldBe("unsupervised");
    }

    [Fact]
    public async Task An_ordinary_user_has_to_give_it_up()
    {
        Assert.SkipUnless(IsRoot, "root may become another user");
        var lines = await RunAsync(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", .. Probe]);

        lines[..2].ShouldBe(["None NoNewPrivilegesSet: ", HasFailed]);
    }

    [Fact]
    public async Task Root_of_a_user_namespace_has_not()
    {
        var lines = await InNamespaceAsync("--user --map-root-user", "true");

        lines[..2].ShouldBe([Works, HasFailed]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Memory_that_must_not_be_executed(int strictness)
    {
        const string Setting = "/proc/sys/vm/memfd_noexec";
        Assert.SkipUnless(File.Exists(Setting), "vm.memfd_noexec came with Linux 6.3");
        var lines = await InNamespaceAsync("--pid --fork --mount-proc", $"echo {strictness} > {Setting}");

        lines[..2].ShouldBe([Works, HasFailed]);
    }

    [Theory]
    [InlineData("-o ro,noexec tmpfs /tmp")]
    [InlineData("-o noexec tmpfs /tmp")]
    public async Task Temporary_folders_that_are_of_no_use(string mount)
    {
        var lines = await InNamespaceAsync(
            "--mount",
            $"mount -t tmpfs {mount} && mount -t tmpfs -o noexec tmpfs /dev/shm",
            ["dotnet", Scenarios, "under", "memfd_create=EPERM", "--"]);

        lines[..2].ShouldBe([Works, HasFailed]);
    }

    [Fact]
    public void No_place_at_all()
    {
        Assert.SkipUnless(Directory.Exists("/sys/kernel"), "no /sys");
        var exception = Should.Throw<SupervisionNotPossibleException>(
            () => LauncherFile.OpenIn([new FolderPlace("/no/such/folder"), new FolderPlace("/sys/kernel")]));

        exception.Obstacle.ShouldBe(SupervisionObstacle.LauncherNotExecutable);
        exception.Message.ShouldStartWith(
            "There is no place from which a program of this library's own can be executed. Tried:\n  - /no/such/folder: Could not find");
        exception.Message.ShouldContain("\n  - /sys/kernel: ");
        exception.Message.ShouldEndWith("(sysctl vm.memfd_noexec=0).");
    }

    [Fact]
    public void A_folder_keeps_nothing_of_the_launcher()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        using (LauncherFile.OpenIn([new FolderPlace(folder)]))
            Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("descriptors")]
    [InlineData("processes")]
    public async Task A_limit_is_an_error_at_each_step_and_leaves_nothing(string what)
    {
        // It counts all processes of a user, and does not hold for root.
        Assert.SkipUnless(IsRoot || what == "descriptors", "takes a user of its own, so root to become one");
        var user = $"{Random.Shared.Next(200_000, 2_000_000)}";
        string[] asUser = IsRoot ? ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"] : [];
        var lines = await RunAsync([.. asUser, "dotnet", Scenarios, "limited", what]);

        var outcomes = lines[..^2].Select(line => line[(line.IndexOf(' ') + 1)..]).ToList();
        outcomes.ShouldContain("started");
        outcomes.ShouldContain(line => line.StartsWith("ProcessStartException: Cannot start 'true': "));

        // What the runtime says when there can be no more threads.
        outcomes.ShouldAllBe(line => line == "started" || line.StartsWith("ProcessStartException: ") || line.StartsWith("OutOfMemoryException: "));
        lines[^2..].ShouldBe(["left: ", "children: "]);
    }

    private static ProcessStartInfo StartInfo(params string[] command) => new(command[0], command[1..]) { Environment = { ["LC_ALL"] = "C" } };

    private static async Task<string[]> RunAsync(params string[] command)
    {
        await using var process = ProcessUnderTest.Start(StartInfo(command));
        await process.WaitForExitAsync(TimeSpan.FromMinutes(1), Cancellation);
        process.StandardError.ShouldBeEmpty();
        return process.StandardOutput.TrimEnd('\n').Split('\n');
    }

    /// <summary>In new namespaces, after some commands there.</summary>
    private static async Task<string[]> InNamespaceAsync(string namespaces, string commands, params string[] before)
    {
        Assert.SkipUnless(IsRoot || namespaces.Contains("--user"), "takes root");
        using var possible = Process.Start(
            new ProcessStartInfo("unshare", [.. namespaces.Split(' '), "true"]) { RedirectStandardError = true })!;
        await possible.WaitForExitAsync(Cancellation);
        Assert.SkipUnless(possible.ExitCode == 0, $"unshare {namespaces} is refused here");

        return await RunAsync(["unshare", .. namespaces.Split(' '), "sh", "-c", $"{commands} && exec \"$@\"", "sh", .. before, .. Probe]);
    }
}
