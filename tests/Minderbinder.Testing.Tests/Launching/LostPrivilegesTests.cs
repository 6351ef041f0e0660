using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Tests.Processes;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>A copy of python with bits and capabilities: what an ordinary user gets of it, and is told.</summary>
public sealed class LostPrivilegesTests : IDisposable
{
    private static readonly string Scenarios = typeof(LostPrivilegesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    public LostPrivilegesTests()
    {
        Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);
        Assert.SkipUnless(Capabilities.Effective().Has(Capability.SysAdmin), "only root can make such programs, and become an ordinary user");
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_setuid_program()
    {
        var program = Python(0b100_111_101_101);

        (await RunAsync(program)).ShouldBe(Expected(program, "the rights of user 0 (it is setuid)"));
        LostPrivileges.Of(program).ShouldBeNull("for root it is nothing");
    }

    [Fact]
    public async Task A_setgid_program()
    {
        var program = Python(0b010_111_101_101);

        (await RunAsync(program)).ShouldBe(Expected(program, "the rights of group 0 (it is setgid)"));
    }

    [Fact]
    public async Task A_program_with_capabilities()
    {
        var program = Python(0b111_101_101);

        // struct vfs_cap_data with CAP_NET_RAW, of revision 2, effective.
        const string SetAttribute = "import os, struct, sys; os.setxattr(sys.argv[1], 'security.capability', struct.pack('<5I', {0}))";
        using var setcap = Process.Start("python3", ["-c", string.Format(null, SetAttribute, "0x02000001, 1 << 13, 0, 0, 0"), program]);
        await setcap.WaitForExitAsync(Cancellation);
        Assert.SkipUnless(setcap.ExitCode == 0, "no capabilities on this file system");

        (await RunAsync(program)).ShouldBe(Expected(program, "the capabilities of its file"));
    }

    [Fact]
    public async Task A_program_like_others() => (await RunAsync(Python(0b111_101_101))).ShouldBe(["64321 64322", "nothing", "nothing"]);

    [Fact]
    public async Task Where_nothing_has_to_be_given_up_nothing_is_lost()
    {
        await using var process = Launch.Shell($"dotnet '{Scenarios}' privileges '{Python(0b100_111_101_101, 64321)}'");
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardOutput.ShouldBe("64321 0\nnothing\nnothing\n", process.StandardError);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Who it ran as, and the same words in the log and in the evidence.</summary>
    private static string[] Expected(string program, string lost)
    {
        var message = $"'{program}' does not get {lost}: without CAP_SYS_ADMIN a process can be supervised only if it gives up gaining privileges. "
            + "Run the tests as root, or in a user namespace (unshare --user --map-root-user), for it to get them.";
        return ["64321 64322", message, message];
    }

    private string Python(int mode, int owner = 0)
    {
        var path = Path.Combine(_folder, "python");
        File.Copy("/usr/bin/python3", path);
        using var chown = Process.Start("chown", $"{owner} {path}");
        chown.WaitForExit();
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        return path;
    }

    private static async Task<string[]> RunAsync(string program)
    {
        await using var process = ProcessUnderTest.Start(
            "setpriv", "--reuid", "64321", "--regid", "64322", "--clear-groups", "dotnet", Scenarios, "privileges", program);
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        process.StandardError.ShouldBeEmpty();
        return process.StandardOutput.TrimEnd('\n').Split('\n');
    }
}
