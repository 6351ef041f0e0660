using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Effects;

/// <summary>Reads and writes that transfer fewer bytes than the program asked for; what they do transfer is right.</summary>
public class ShortTransferTests
{
    [Theory]
    [InlineData("write", "os.write(file, left)")]
    [InlineData("pwrite64", "os.pwrite(file, left, at)")]
    [InlineData("writev", "os.writev(file, [left[:100], left[100:250], left[250:]])")]
    [InlineData("pwritev2", "os.pwritev(file, [left[:100], left[100:250], left[250:]], at)")]
    public async Task A_file_is_written_bit_by_bit(string syscall, string call)
    {
        var script = $"""
            import os
            data = bytes(range(250)) * 4
            file = os.open("written", os.O_CREAT | os.O_RDWR)
            at, counts = 0, []
            while at < len(data):
                left = data[at:]
                counts.append({call})
                at += counts[-1]
            os.lseek(file, 0, os.SEEK_SET)
            print(counts, os.pread(file, 2000, 0) == data)
            """;

        (await AtMost(300, syscall, "written", script)).ShouldBe("[300, 300, 300, 100] True");
    }

    [Theory]
    [InlineData("read", "os.read(file, 1000)")]
    [InlineData("pread64", "os.pread(file, 1000, len(data))")]
    [InlineData("readv", "data_of(os.readv(file, parts))")]
    [InlineData("preadv2", "data_of(os.preadv(file, parts, len(data)))")]
    public async Task A_file_is_read_bit_by_bit(string syscall, string call)
    {
        var script = $"""
            import os
            expected = bytes(range(250)) * 4
            with open("to_read", "wb") as made: made.write(expected)
            parts = [bytearray(100), bytearray(150), bytearray(750)]
            def data_of(count): return b"".join(parts)[:count]
            file = os.open("to_read", os.O_RDONLY)
            data, counts = b"", []
            while len(data) < 1000:
                part = {call}
                counts.append(len(part))
                data += part
            print(counts, data == expected)
            """;

        (await AtMost(300, syscall, "to_read", script)).ShouldBe("[300, 300, 300, 100] True");
    }

    [Fact]
    public async Task Appending_appends()
    {
        const string Script = """
            import os
            with open("log", "w") as made: made.write("begin ")
            file = os.open("log", os.O_WRONLY | os.O_APPEND)
            text = b"0123456789"
            while text: text = text[os.write(file, text):]
            print(open("log").read())
            """;

        (await AtMost(4, "write", "log", Script)).ShouldBe("begin 0123456789");
    }

    [Theory]
    [InlineData("recvfrom", "a.recv(1000)", "sendto", "b.send(text)")]
    [InlineData("recvmsg", "a.recvmsg(1000)[0]", "sendmsg", "b.sendmsg([text])")]
    [InlineData("read", "os.read(a.fileno(), 1000)", "write", "os.write(b.fileno(), text)")]
    public async Task Sockets_and_what_waits_for_them(string receive, string receiving, string send, string sending)
    {
        var script = $"""
            import os, socket, threading, time
            a, b = socket.socketpair()
            def serve():
                time.sleep(0.2) # the other side waits
                text = b"0123456789"
                while text:
                    count = {sending}
                    assert count <= 4
                    text = text[count:]
                b.close()
            threading.Thread(target=serve).start()
            data = b""
            while part := {receiving}:
                assert len(part) <= 3
                data += part
            print(data.decode().rjust(20)) # not so short as to be cut
            """;
        var config = new FailureConfig(
            new SyscallFailure(receive) { Short = 3, When = receive == "read" ? new() { Arguments = ["arg2 == 1000"] } : null },
            new SyscallFailure(send) { Short = 4, When = send == "write" ? new() { Arguments = ["arg2 < 11"] } : null });

        (await WithFailureConfig(config, () => Python.RunAsync(script))).ShouldBe("0123456789");
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_raises_its_signal()
    {
        const string Script = """
            import os, signal
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            read, write = os.pipe()
            os.close(read)
            os.write(write, b"x" * 100)
            print("not to be reached")
            """;
        var config = new FailureConfig(new SyscallFailure("write") { Short = 4, When = new() { Arguments = ["arg2 == 100"] } });

        var result = await WithFailureConfig(config, () => Command.RunAsync("/usr/bin/python3", "-c", Script));

        (result.ExitCode, result.Output).ShouldBe((128 + 13, ""));
    }

    [Fact]
    public async Task A_call_that_is_short_enough_is_left_alone()
    {
        var config = new FailureConfig(new SyscallFailure("write") { Short = 10, Optional = true, When = new() { Paths = ["small"] } });
        const string Script = """
            import os
            file = os.open("small", os.O_CREAT | os.O_WRONLY)
            print(os.write(file, b"0123456789"))
            """;

        var (output, evidence) = await WithFailureConfig(config, async scope => (await Python.RunAsync(Script), scope.GetEvidence()));

        output.ShouldBe("10");
        evidence.Failures[0].Filtered.ShouldBe(evidence.Failures[0].Called);
        evidence.Failures[0].NearMisses.ShouldContain(path => path.EndsWith("/small"));
    }

    [Fact]
    public async Task A_datagram_is_whole_or_lost_and_so_not_cut()
    {
        var config = new FailureConfig(new SyscallFailure("sendto") { Short = 4, Optional = true });
        const string Script = """
            import socket
            a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            print(a.send(b"0123456789"), b.recv(100).decode())
            """;

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("10 0123456789");
    }

    /// <summary>Runs a script while calls on one file are cut short; and without, for its twin.</summary>
    private static async Task<string> AtMost(int bytes, string syscall, string file, string script)
    {
        var config = new FailureConfig(new SyscallFailure(syscall) { Short = bytes, When = new() { Paths = [file] } });
        (await Python.RunAsync(script)).ShouldNotContain($"[{bytes},");
        return await WithFailureConfig(config, () => Python.RunAsync(script));
    }
}
