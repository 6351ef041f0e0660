using System.Diagnostics;
using System.Runtime.Versioning;

namespace Minderbinder.Testing.Tests.Processes;

public class ProcessStartTests
{
    [Fact]
    public async Task A_process_has_a_number_a_name_and_an_exit_code()
    {
        await using var process = ProcessUnderTest.Start(new ProcessStartInfo("/bin/sh", ["-c", "read line; exit 3"]));

        process.Name.ShouldBe("sh");
        Launch.IsAlive(process.Id).ShouldBeTrue();
        process.HasExited.ShouldBeFalse();
        process.ExitCode.ShouldBeNull();

        await process.StandardInput.WriteLineAsync("go");
        (await process.WaitForExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(3);
        process.HasExited.ShouldBeTrue();
        process.ExitCode.ShouldBe(3);
    }

    [Fact]
    public void A_program_that_is_nowhere() => MessageFor("no-such-program").ShouldBe(
        $"Cannot start 'no-such-program': there is no such program in the current directory ('{Environment.CurrentDirectory}') or in PATH "
        + $"({Environment.GetEnvironmentVariable("PATH")}).");

    [Fact]
    public void A_path_that_does_not_exist() => MessageFor("/no/such/../program").ShouldBe(
        "Cannot start '/no/such/../program': there is no such file ('/no/program').");

    [Fact]
    public void A_file_that_is_no_program() => MessageFor("/etc/passwd").ShouldBe(
        "Cannot start '/etc/passwd': the file may not be executed (chmod +x), or lies in a folder that may not be entered.");

    [Fact]
    public void A_working_directory_that_does_not_exist() => MessageFor("sh", workingDirectory: "/no/such/folder").ShouldBe(
        "Cannot start 'sh': its working directory '/no/such/folder' does not exist.");

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_script_whose_interpreter_is_missing()
    {
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, "#!/no/such/interpreter\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            MessageFor(script).ShouldBe(
                $"Cannot start '{script}': the file exists, but not the interpreter it names "
                + "(in its '#!' line, or as its dynamic loader).");
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task The_reading_thread_is_not_part_of_the_tests_flow()
    {
        var seenBy = new List<string?>();
        var flow = new AsyncLocal<string>(_ =>
        {
            lock (seenBy)
                seenBy.Add(Thread.CurrentThread.Name);
        })
        { Value = "the test" };

        await using (var process = Launch.Shell("echo up; sleep 300"))
            await process.WaitForOutputAsync("up", cancellationToken: TestContext.Current.CancellationToken);

        flow.Value.ShouldBe("the test");
        lock (seenBy)
            seenBy.ShouldNotContain(name => name != null && name.StartsWith("Output of process"));
    }

    private static string MessageFor(string program, string workingDirectory = "") =>
        Should.Throw<ProcessStartException>(
            () => ProcessUnderTest.Start(new ProcessStartInfo(program) { WorkingDirectory = workingDirectory })).Message;
}
