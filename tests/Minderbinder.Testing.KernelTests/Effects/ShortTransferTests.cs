using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Effects;

/// <summary>Reads and writes that transfer fewer bytes than the program asked for; what they do transfer is right.</summary>
public class ShortTransferTests
{
    /// <summary>
    /// After so many seconds the supervisor has a call in hand, also one that is the first of its kind, where the processor is emulated.
    /// </summary>
    private static readonly string TakenOver = GuestKernel.IsEmulated ? "8" : "0.5";

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

    [Fact]
    public async Task Two_who_wait_for_one_pipe_keep_nobody_else_waiting()
    {
        const string Script = """
            import os, signal, time
            signal.alarm(20)
            read, write = os.pipe()
            for _ in range(2):
                if os.fork() == 0:
                    os.close(write)
                    os.read(read, 100)
                    os._exit(0)
            time.sleep(0.5) # both wait
            os.write(write, b"1")
            os.wait()
            count = len(os.read(os.open("/etc/passwd", os.O_RDONLY), 100))
            os.write(write, b"2")
            os.wait()
            print(count)
            """;
        var config = new FailureConfig(new SyscallFailure("read") { Short = 4, When = new() { Arguments = ["arg2 == 100"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("4");
    }

    [Fact]
    public async Task Bytes_that_a_killed_process_waited_for_are_there_for_others()
    {
        var script = $"""
            import os, select, time
            read, write = os.pipe()
            child = os.fork()
            if child == 0:
                os.read(read, 100)
            time.sleep({TakenOver}) # it waits
            os.kill(child, 9)
            os.waitpid(child, 0)
            os.write(write, b"for the parent")
            time.sleep(0.3)
            ready = select.select([read], [], [], 0)[0]
            print(os.read(read, 99).decode() if ready else "lost")
            """;
        var config = new FailureConfig(new SyscallFailure("read") { Short = 4, When = new() { Arguments = ["arg2 == 100"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(script))).ShouldBe("for the parent");
    }

    [Fact]
    public async Task What_a_killed_process_had_open_closes_although_its_call_was_late()
    {
        var script = $"""
            import os, select, time
            read, write = os.pipe()
            child = os.fork()
            if child == 0:
                os.write(write, b"x" * 100)
            os.close(write)
            time.sleep({TakenOver}) # it waits
            os.kill(child, 9)
            os.waitpid(child, 0)
            print(len(select.select([read], [], [], 5)[0]), "end of file")
            """;
        var config = new FailureConfig(
            new SyscallFailure("write") { Short = 4, Latency = TimeSpan.FromSeconds(30), When = new() { Arguments = ["arg2 == 100"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(script))).ShouldBe("1 end of file");
    }

    [Fact]
    public async Task A_counter_is_a_message_too_and_is_not_cut()
    {
        const string Script = """
            import os
            counter = os.eventfd(0)
            os.eventfd_write(counter, 42)
            print(os.eventfd_read(counter))
            """;
        var config = new FailureConfig(
            new SyscallFailure("read") { Short = 4, Optional = true, When = new() { Arguments = ["arg2 == 8"] } },
            new SyscallFailure("write") { Short = 4, Optional = true, When = new() { Arguments = ["arg2 == 8"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("42");
    }

    [Fact]
    public async Task A_packet_goes_into_a_pipe_whole()
    {
        const string Script = """
            import os
            read, write = os.pipe2(os.O_DIRECT)
            print(os.write(write, b"0123456789ab"), os.read(read, 100).decode() == "0123456789ab")
            """;
        var config = new FailureConfig(new SyscallFailure("write") { Short = 4, Optional = true, When = new() { Arguments = ["arg2 == 12"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("12 True");
    }

    [Fact]
    public async Task A_socket_that_waits_for_a_time_only_gives_up_after_it()
    {
        const string Script = """
            import signal, socket, struct, time
            signal.alarm(20)
            a, b = socket.socketpair()
            a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 300_000))
            a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 0, 300_000))
            def waits(call):
                start = time.monotonic()
                try:
                    while True: call()
                except BlockingIOError:
                    return time.monotonic() - start >= 0.3
            print(waits(lambda: a.recv(100)), waits(lambda: a.send(bytes(500))))
            """;
        var config = new FailureConfig(new SyscallFailure("recvfrom") { Short = 4 }, new SyscallFailure("sendto") { Short = 400 });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("True True");
    }

    [Fact]
    public async Task A_call_that_still_waits_when_the_scope_closes_is_whole()
    {
        const string Script = """
            import os
            print("ready", flush=True)
            os.read(0, 99)
            print("first", flush=True)
            print("second", os.read(0, 100).decode(), flush=True)
            """;
        await using var process = ProcessUnderTest.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-c", Script]), new ProcessOptions { MayFail = ["read"] });
        var config = new FailureConfig(new SyscallFailure("read") { Short = 4, When = new() { Arguments = ["arg2 == 100"] } });

        await WithFailureConfig(config, async scope =>
        {
            await process.WaitForOutputAsync("ready");
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            await process.WaitForOutputAsync("first");
            await Eventually.BeTrueAsync(() => scope.GetEvidence().Failures[0].Injected == 1);
        });
        await process.StandardInput.WriteLineAsync("0123456789");

        await process.WaitForOutputAsync("second 0123456789");
    }

    [Fact]
    public async Task A_thread_is_served_whose_first_thread_has_ended()
    {
        const string Script = """
            import ctypes, os, socket, threading, time
            def serve():
                while open(f"/proc/{os.getpid()}/stat").read().split()[2] != "Z": time.sleep(0.01)
                a, b = socket.socketpair()
                print(a.send(b"0123456789"), b.recv(100).decode(), flush=True)
                os._exit(0)
            threading.Thread(target=serve).start()
            ctypes.CDLL(None).syscall(60, 0) # exit(2): the main thread alone
            """;
        var config = new FailureConfig(new SyscallFailure("sendto") { Short = 4, Optional = true });

        var (output, evidence) = await WithFailureConfig(config, async scope => (await Python.RunAsync(Script), scope.GetEvidence().Failures[0]));

        // The descriptors of such a process are a thread's to take, and threads have descriptors of their own from Linux 6.9 on.
        if (Environment.OSVersion.Version >= new Version(6, 9))
            output.ShouldBe("4 0123");
        else
            (output, evidence.Unreadable, evidence.Injected).ShouldBe(("10 0123456789", 1, 0));
    }

    [Fact]
    public async Task A_message_says_what_it_is_as_the_kernels_own_does()
    {
        const string Script = """
            import ctypes, socket
            a, b = socket.socketpair()
            a.send(b"0123456789")
            buffer = ctypes.create_string_buffer(100)
            segment = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 100)
            message = (ctypes.c_uint64 * 7)(0, 0, ctypes.addressof(segment), 1, 0, 0, 0xffffffff)
            print(ctypes.CDLL(None).recvmsg(b.fileno(), message, 0), buffer.value.decode(), message[6] & 0xffffffff)
            """;
        var config = new FailureConfig(new SyscallFailure("recvmsg") { Short = 4 });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("4 0123 0");
    }

    /// <summary>Runs a script while calls on one file are cut short; and without, for its twin.</summary>
    private static async Task<string> AtMost(int bytes, string syscall, string file, string script)
    {
        var config = new FailureConfig(new SyscallFailure(syscall) { Short = bytes, When = new() { Paths = [file] } });
        (await Python.RunAsync(script)).ShouldNotContain($"[{bytes},");
        return await WithFailureConfig(config, () => Python.RunAsync(script));
    }
}
