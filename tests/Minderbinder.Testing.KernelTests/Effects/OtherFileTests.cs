using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Effects;

/// <summary>A program opens one file and gets another.</summary>
public sealed class OtherFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-instead-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_file_of_the_test_in_place_of_the_systems()
    {
        var file = Write("hosts", "192.0.2.1 payments.example");
        var config = new FailureConfig(new SyscallFailure("openat") { Instead = file, When = new() { Paths = ["/etc/hosts"] } });

        var (inside, other, outside, evidence) = await WithFailureConfig(config, async scope => (
            await Command.RunAsync("cat", "/etc/hosts"),
            await Command.RunAsync("cat", "/etc/hostname"),
            await Command.RunOutsideAsync("cat", "/etc/hosts"),
            scope.GetEvidence()));

        inside.Output.ShouldBe("192.0.2.1 payments.example");
        other.Output.ShouldNotContain("192.0.2.1");
        outside.Output.ShouldNotContain("192.0.2.1");
        evidence.Failures[0].Injected.ShouldBe(1);
    }

    [Fact]
    public async Task It_can_be_written_to_as_the_program_asked()
    {
        var file = Write("log", "begin ");
        var config = new FailureConfig(new SyscallFailure("openat") { Instead = file, When = new() { Paths = ["/nowhere/at/all.log"] } });

        (await WithFailureConfig(config, () => Python.RunAsync("print(open('/nowhere/at/all.log', 'a').write('end'))"))).ShouldBe("3");

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("begin end");
    }

    [Fact]
    public async Task A_FIFO_is_opened_without_waiting_for_its_other_end()
    {
        var fifo = Path.Combine(_folder, "fifo");
        (await Command.RunOutsideAsync("mkfifo", fifo)).ExitCode.ShouldBe(0);
        var config = new FailureConfig(new SyscallFailure("openat") { Instead = fifo, When = new() { Paths = ["/etc/hosts"] } });

        await WithFailureConfig(config, async scope =>
        {
            await using var reader = await scope.LaunchAsync("/usr/bin/python3", "-u", "-c", "file = open('/etc/hosts'); print(file.read() == '')");
            (await reader.WaitForExitAsync()).ShouldBe(0);
            reader.StandardOutput.ShouldBe("True\n");
        });
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_the_programs_to_find_out()
    {
        var config = new FailureConfig(
            new SyscallFailure("openat") { Instead = Path.Combine(_folder, "missing"), When = new() { Paths = ["/etc/hosts"] } });

        var result = await WithFailureConfig(config, () => Command.RunAsync("cat", "/etc/hosts"));

        result.Error.ShouldBe("cat: /etc/hosts: No such file or directory");
    }

    [Fact]
    public async Task A_name_resolves_that_exists_nowhere()
    {
        var file = Write("hosts", "192.0.2.7 payments.example\n");
        var config = new FailureConfig(new SyscallFailure("openat") { Instead = file, When = new() { Paths = ["/etc/hosts"] } });

        var result = await WithFailureConfig(config, () => Command.RunAsync("getent", "hosts", "payments.example"));

        result.Output.ShouldStartWith("192.0.2.7");
    }

    [Fact]
    public async Task A_program_that_has_no_descriptor_to_spare_is_told()
    {
        const string Script = """
            import os, resource, signal
            signal.alarm(20)
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
            try: os.open("/etc/hosts", os.O_RDONLY)
            except OSError as error: print(error.strerror)
            """;
        var config = new FailureConfig(new SyscallFailure("openat") { Instead = Write("hosts", ""), When = new() { Paths = ["/etc/hosts"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("Too many open files");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
