using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Networks;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>A test process that is killed in the middle of a transfer.</summary>
public class KilledTests
{
    // It says how its connection ended, and whether the next one reaches the server.
    private const string Script = """
        import socket, sys
        port, file = int(sys.argv[1]), sys.argv[2]
        s = socket.create_connection(('127.0.0.1', port)); s.sendall(b'one')
        print(s.recv(9).decode(), flush=True)
        try: end = 'end' if s.recv(9) == b'' else 'data'
        except ConnectionResetError: end = 'reset'
        s = socket.create_connection(('127.0.0.1', port)); s.sendall(b'two')
        open(file + '.new', 'w').write(end + ' ' + s.recv(9).decode())
        import os; os.rename(file + '.new', file)
        """;

    [Fact]
    public async Task The_program_sees_its_connection_end_and_the_next_one_reaches_the_server()
    {
        using var server = new EchoServer();
        var file = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "result");
        string[] arguments = [Tools.Scenarios, "transfer", $"{server.Port}", "/usr/bin/python3", "-c", Script, $"{server.Port}", file];
        using var test = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        (await test.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("one");

        test.Kill();
        await test.WaitForExitAsync(TestContext.Current.CancellationToken);

        await Eventually.BeTrueAsync(() => File.Exists(file));
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldMatch("^(end|reset) two$");
    }
}
