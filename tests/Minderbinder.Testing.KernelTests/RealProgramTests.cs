using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Programs that know nothing of this library, and what they say when the kernel fails them.</summary>
public class RealProgramTests
{
    // Emulated, with tests beside it, a program may need some seconds to be loaded; what it does then must come before the end.
    private const int DelayMs = 12_000;

    private static FailureConfig GoToolExample(string program) => FailureConfig.FromYaml(
        $"""
        agents_of_chaos:
          syscall:
            - name: break_{program}_openat
              syscall: openat
              ret_code: -2
              targets:
                - process_name: {program}
              delay_ms: {DelayMs}
              failure_rate: 100
        """);

    [Fact]
    public async Task Cat_cannot_open_files_once_the_delay_is_over()
    {
        await WithFailureConfig(GoToolExample("cat"), async () =>
        {
            using var cat = Command.Start("cat", "/etc/hostname", "-", "/etc/hostname");
            (await cat.StandardOutput.ReadLineAsync()).ShouldNotBeNullOrEmpty();
            await Task.Delay(DelayMs + 500);
            cat.StandardInput.Close();

            var result = await Command.FinishAsync(cat);
            result.Output.ShouldBe("");
            result.Error.ShouldBe("cat: /etc/hostname: No such file or directory");
            (await Command.RunOutsideAsync("cat", "/etc/hostname")).ExitCode.ShouldBe(0);
        });
        (await Command.RunAsync("cat", "/etc/hostname")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Curl_cannot_open_files_once_the_delay_is_over()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var slow = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/";
        var answering = Task.Run(async () =>
        {
            using var client = await server.AcceptSocketAsync();
            await Task.Delay(DelayMs + 500);
            await client.SendAsync("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nyes"u8.ToArray());
        }, TestContext.Current.CancellationToken);

        var result = await WithFailureConfig(
            GoToolExample("curl"), () => Command.RunAsync("curl", "-sS", "file:///etc/hostname", slow, "file:///etc/hostname"));

        await answering;
        result.Output.ShouldMatch(@"^\S+; yes$");
        result.Error.ShouldContain("Couldn't open file /etc/hostname");
        (await Command.RunAsync("curl", "-sS", "file:///etc/hostname")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Vim_cannot_open_files_once_the_delay_is_over()
    {
        string[] arguments =
        [
            "-u",
            "NONE",
            "-es",
            "+read /etc/hostname",
            "+%print",
            $"+sleep {DelayMs + 500}m",
            "+read /etc/passwd",
            "+%print",
            "+qa!",
        ];

        var inside = await WithFailureConfig(GoToolExample("vim"), () => Command.RunAsync("vim", arguments));
        var outside = await Command.RunAsync("vim", arguments[..5].Concat(arguments[6..]).ToArray());

        inside.Output.ShouldNotContain("root:");
        inside.Output.ShouldContain(File.ReadAllText("/etc/hostname").Trim());
        outside.Output.ShouldContain("root:");
    }

    [Fact]
    public async Task Cat_cannot_open_any_file_for_want_of_permission()
    {
        // The loader opens libraries before the program runs; a program that has started opens only what it is told to.
        using var cat = Command.Start("cat", "-", "/etc/hostname");
        await WithFailureConfig(new FailureConfig(new SyscallFailure("openat", Errno.EACCES)), async scope =>
        {
            await WaitUntilItReadsAsync(cat);
            await scope.JoinAsync(cat);
            cat.StandardInput.Close();
            (await Command.FinishAsync(cat)).Error.ShouldBe("cat: /etc/hostname: Permission denied");
        });
    }

    [Fact]
    public async Task Cat_cannot_read_on()
    {
        using var cat = Command.Start("cat", "-");
        await WithFailureConfig(new FailureConfig(new SyscallFailure("read", Errno.EIO)), async scope =>
        {
            await WaitUntilItReadsAsync(cat);
            await scope.JoinAsync(cat);
            await cat.StandardInput.WriteLineAsync("one line");
            cat.StandardInput.Flush();

            var result = await Command.FinishAsync(cat);
            result.Output.ShouldBe("one line");
            result.Error.ShouldBe("cat: -: Input/output error");
        });
    }

    [Fact]
    public async Task Cp_finds_no_space_left()
    {
        // Within one file system cp lets the kernel copy.
        var original = Path.GetTempFileName();
        await File.WriteAllTextAsync(original, "something");
        var config = new FailureConfig(new SyscallFailure("copy_file_range", Errno.ENOSPC) { Targets = ["cp"] });

        var inside = await WithFailureConfig(config, () => Command.RunAsync("cp", original, "copy"));
        var outside = await Command.RunAsync("cp", original, "copy");

        inside.ExitCode.ShouldBe(1);
        inside.Error.ShouldEndWith("No space left on device");
        outside.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Curl_cannot_connect()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/";
        var config = new FailureConfig(new SyscallFailure("connect", Errno.ECONNREFUSED) { Targets = ["curl"] });

        var result = await WithFailureConfig(config, () => Command.RunAsync("curl", "-sS", url));

        result.ExitCode.ShouldBe(7); // CURLE_COULDNT_CONNECT
        server.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Sqlite_cannot_sync_and_keeps_its_database_sound()
    {
        var database = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "orders.db");
        (await Command.RunAsync("sqlite3", database, "create table orders(item); insert into orders values ('bolt');")).ExitCode.ShouldBe(0);
        var config = new FailureConfig(
            new SyscallFailure("fsync", Errno.EIO) { Targets = ["sqlite3"], Optional = true }, new SyscallFailure("fdatasync", Errno.EIO));

        var result = await WithFailureConfig(config, () => Command.RunAsync("sqlite3", database, "insert into orders values ('nut');"));

        result.Error.ShouldContain("disk I/O error");
        (await Command.RunAsync("sqlite3", database, "pragma integrity_check; select * from orders;")).Output.ShouldBe("ok; bolt");
    }

    /// <summary>Waits until a program that reads its standard input has been loaded and does so.</summary>
    private static Task WaitUntilItReadsAsync(System.Diagnostics.Process process)
    {
        const string ReadingFromInput = "0 0x0 ";
        return Eventually.BeTrueAsync(() => File.ReadAllText($"/proc/{process.Id}/syscall").StartsWith(ReadingFromInput, StringComparison.Ordinal));
    }
}
