using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>A target's name is compared with the file as it was called, the file that runs, and the comm.</summary>
public sealed class ProcessNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-names-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("short", "short", true)]
    [InlineData("a-name-of-more-than-fifteen-characters", "a-name-of-more-than-fifteen-characters", true)]
    [InlineData("a-name-of-more-than-fifteen-characters", "a-name-of-more", false)]
    [InlineData("a-name-of-more-than-fifteen-characters", "a-name-of-more-", true)] // its comm
    [InlineData(
        "a-name-of-sixty-three-characters-------------------------------",
        "a-name-of-sixty-three-characters-------------------------------",
        true)]
    [InlineData("victim2", "victim", false)]
    [InlineData("victi", "victim", false)]
    public async Task A_copy_under_another_name(string name, string target, bool isMeant)
    {
        var program = Path.Combine(_folder, name);
        await CopyAsync(program);

        (await OpenAsync(program, target)).ShouldBe(isMeant ? Errno.ENFILE : 0);
    }

    [Theory]
    [InlineData("as-it-was-called-by-its-long-link-name", true)]
    [InlineData("victim", true)] // the file that runs
    [InlineData("another", false)]
    public async Task A_link(string target, bool isMeant)
    {
        var link = Path.Combine(_folder, "as-it-was-called-by-its-long-link-name");
        File.CreateSymbolicLink(link, Victim.Program);

        (await OpenAsync(link, target)).ShouldBe(isMeant ? Errno.ENFILE : 0);
    }

    [Theory]
    [InlineData("as-it-was-called-by-its-long-link-name", true)]
    [InlineData("as-it-was-calle", true)] // its comm
    [InlineData("victim", true)] // the file that runs
    [InlineData("another", false)]
    public async Task A_link_whose_process_joins_while_it_runs(string target, bool isMeant)
    {
        var link = Path.Combine(_folder, "as-it-was-called-by-its-long-link-name");
        File.CreateSymbolicLink(link, Victim.Program);
        using var process = Command.Start(link, "open", "/etc/hostname", "wait", "open", "/etc/hostname");
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("open 0");
        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENFILE) { Targets = [target], Optional = true });

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await Command.FinishAsync(process)).Output.ShouldBe($"open {(isMeant ? (int)Errno.ENFILE : 0)}");
        });
    }

    [Theory]
    [InlineData("a-script-with-a-long-name.sh", true)]
    [InlineData("victim", true)] // its interpreter
    [InlineData("sh", false)]
    public async Task A_script(string target, bool isMeant)
    {
        var script = Path.Combine(_folder, "a-script-with-a-long-name.sh");
        await WriteScriptAsync(script);

        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENFILE) { Targets = [target], Optional = true });
        var output = await WithFailureConfig(config, async () => (await Command.RunAsync(script)).Output);

        output.ShouldBe($"open {(isMeant ? (int)Errno.ENFILE : 0)}");
    }

    [Fact]
    public async Task The_first_call_of_a_program_is_its_own()
    {
        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENOENT) { When = new() { Paths = ["/etc/ld.so.cache"] } });

        var injections = await WithFailureConfig(config, async scope =>
        {
            await Command.RunAsync("sh", "-c", "cat /etc/hostname; exec head /etc/hostname");
            return scope.GetInjections();
        });

        injections.Select(injection => injection.ProcessName).ShouldBe(["sh", "cat", "head"]);
    }

    [Fact]
    public async Task A_program_in_a_folder_with_a_path_of_almost_4096_bytes()
    {
        // Relative to a folder far down, as the whole path would be too long for some steps.
        var folder = Path.Combine([_folder, .. Enumerable.Repeat(new string('d', 250), 15)]);
        Directory.CreateDirectory(folder);
        var program = Path.Combine(folder, "far-down-with-a-long-name");
        await CopyAsync(program);

        (await OpenAsync(program, "far-down-with-a-long-name")).ShouldBe(Errno.ENFILE);
    }

    /// <summary>Not by this process: a child that another test starts meanwhile would hold the file open for writing.</summary>
    private static Task<Command.Result> CopyAsync(string program) => Command.RunAsync("cp", Victim.Program, program);

    /// <summary>Nor this, for the same reason.</summary>
    private static Task<Command.Result> WriteScriptAsync(string script) =>
        Command.RunAsync("sh", "-c", $"echo '#!{Victim.Program} open' > {script} && chmod 500 {script}");

    private static async Task<Errno> OpenAsync(string program, string target)
    {
        var config = new FailureConfig(new SyscallFailure("openat", Errno.ENFILE) { Targets = [target], Optional = true });
        var output = await WithFailureConfig(config, async () => (await Command.RunAsync(program, "open", "/etc/hostname")).Output);
        return (Errno)int.Parse(output.Split(' ')[1]);
    }
}
