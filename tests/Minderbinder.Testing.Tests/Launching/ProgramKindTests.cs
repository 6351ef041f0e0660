using System.Diagnostics;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>Programs that are not like others: a listed call fails in them too, and none of them hangs.</summary>
public class ProgramKindTests
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Makes a folder in the parent of all temporary ones, by the number of the call; says what came of it.</summary>
    private const string Mkdir = """
        import ctypes, errno, os, sys
        libc = ctypes.CDLL(None, use_errno=True)
        def mkdir(number=83):
            result = libc.syscall(number, b'/proc/minderbinder-no', 0o777)
            return errno.errorcode[ctypes.get_errno()] if result < 0 else 'made'
        """;

    public ProgramKindTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_closes_all_its_descriptors() =>
        (await RunPythonAsync("os.closerange(3, 65536)\nos.close(0)\nos.close(2)\nprint(mkdir())")).ShouldBe("EROFS");

    [Fact]
    public async Task A_static_one()
    {
        Assert.SkipUnless(File.Exists("/bin/busybox"), "no busybox");
        await using var process = ProcessUnderTest.StartSupervised(
            new ProcessStartInfo("/bin/busybox", ["mkdir", "/proc/minderbinder-no"]), new FailingCalls(Errno.EROFS, "mkdir"));
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardError.ShouldBe("mkdir: can't create directory '/proc/minderbinder-no': Read-only file system\n");
    }

    [Theory]
    [InlineData("rmdir", "EROFS EPERM")] // a filter of the program's own for another call
    [InlineData("mkdir", "EPERM EPERM")] // for the same one: it has the last word
    public async Task One_with_a_seccomp_filter_of_its_own(string call, string outcome)
    {
        var filter = $$"""
            import struct
            number = {{SyscallTable.NumberOf(call)}}
            code = b''.join(struct.pack('HBBI', *line) for line in [(0x20, 0, 0, 0), (0x15, 0, 1, number), (6, 0, 0, 0x50001), (6, 0, 0, 0x7fff0000)])
            buffer = ctypes.create_string_buffer(code)
            program = struct.pack('HxxxxxxP', 4, ctypes.addressof(buffer))
            libc.prctl(38, 1, 0, 0, 0)
            assert libc.prctl(22, 2, ctypes.c_char_p(program), 0, 0) == 0, ctypes.get_errno()
            def rmdir():
                return errno.errorcode[ctypes.get_errno()] if libc.syscall(84, b'/proc/minderbinder-no') < 0 else 'gone'
            print(mkdir(), rmdir() if number == 84 else mkdir())
            """;

        (await RunPythonAsync(filter)).ShouldBe(outcome);
    }

    [Fact]
    public async Task One_that_makes_x32_calls()
    {
        // The same call by another number: a kernel may have it or not, but it does not get past the list.
        var calls = new FailingCalls(Errno.EROFS, "mkdir");

        (await RunPythonAsync("print(mkdir(0x40000000 | 83), mkdir())", calls)).ShouldBe("ENOSYS EROFS");
    }

    [Fact]
    public async Task One_that_makes_32_bit_calls()
    {
        // mkdir is 39 there: mov eax, 39; mov ebx, PATH; mov ecx, 0777; int 0x80; ret. No list has 32-bit calls; they go on, whatever they do.
        const string Script = """
            import mmap
            page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            address = ctypes.addressof(ctypes.c_char.from_buffer(page))
            page[1024:1046] = b'/proc/minderbinder-no\0'
            page[0:20] = b'\x53\xb8\x27\0\0\0\xbb' + (address + 1024).to_bytes(4, 'little') + b'\xb9\xff\x01\0\0\xcd\x80\x5b\xc3'
            print(errno.errorcode[-ctypes.CFUNCTYPE(ctypes.c_int)(address)()], mkdir())
            """;

        (await RunPythonAsync(Script)).ShouldBeOneOf("ENOENT EROFS", "ENOSYS EROFS");
    }

    [Fact]
    public async Task A_script() => (await RunAsync("#!/bin/sh\nmkdir /proc/minderbinder-no 2>&1\n")).ShouldEndWith("Read-only file system\n");

    [Fact]
    public async Task A_script_with_an_interpreter_that_is_one() =>
        (await RunAsync("#!/usr/bin/env -S sh -e\nmkdir /proc/minderbinder-no 2>&1\n")).ShouldEndWith("Read-only file system\n");

    private static async Task<string> RunPythonAsync(string script, FailingCalls? calls = null)
    {
        await using var process = ProcessUnderTest.StartSupervised(
            new ProcessStartInfo(Python, ["-c", $"{Mkdir}\n{script}"]), calls ?? new FailingCalls(Errno.EROFS, "mkdir"));
        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0, process.StandardError);
        return process.StandardOutput.TrimEnd();
    }

    private static async Task<string> RunAsync(string script)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("minderbinder-").FullName, "script");
        await File.WriteAllTextAsync(file, script, Cancellation);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var process = ProcessUnderTest.StartSupervised(new ProcessStartInfo(file), new FailingCalls(Errno.EROFS, "mkdir"));
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return process.StandardOutput;
    }
}
