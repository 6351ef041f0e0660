using System.Diagnostics;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Launching;

public class SupervisedLaunchTests
{
    public SupervisedLaunchTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listed_call_fails_in_the_process_and_its_children_and_nowhere_else()
    {
        var calls = new FailingCalls(Errno.EROFS, "mkdir");
        await using var process = ProcessUnderTest.StartSupervised(
            new ProcessStartInfo("sh", ["-c", "mkdir /tmp/minderbinder-no; sh -c 'mkdir /tmp/minderbinder-no || exit 7'"])
            {
                Environment = { ["LC_ALL"] = "C" },
            },
            calls);
        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(7);

        process.StandardError.Split('\n').ShouldBe(
            [.. Enumerable.Repeat("mkdir: cannot create directory '/tmp/minderbinder-no': Read-only file system", 2), ""]);
        calls.Launched.Id.ShouldBe(process.Id);
        await calls.Ended.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        calls.Failed.ShouldBe(2);
        calls.IsAbandoned.ShouldBeFalse();

        var folder = Path.Combine(Path.GetTempPath(), $"minderbinder-{Guid.NewGuid():N}");
        await using var twin = ProcessUnderTest.Start("mkdir", folder);
        (await twin.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task The_launcher_makes_no_call_that_is_answered_for()
    {
        // All that it makes, and a program that makes none of them but the last.
        var calls = new FailingCalls(
            Errno.EIO, "socket", "connect", "ppoll", "read", "recvfrom", "seccomp", "prctl", "sendmsg", "execve", "exit_group");
        await using var process = ProcessUnderTest.StartSupervised(new ProcessStartInfo("/proc/self/exe", ["check"]), calls);

        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0);
        calls.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task The_programs_own_start_is_not_answered_for_and_those_of_its_children_are()
    {
        var calls = new FailingCalls(Errno.EACCES, "execve");
        await using var process = ProcessUnderTest.StartSupervised(new ProcessStartInfo("sh", ["-c", "/bin/true; echo $?"]), calls);
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardOutput.ShouldBe("126\n");
        calls.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task The_process_is_as_it_would_be_without()
    {
        const string Script = """
            import os, sys
            print(sys.argv, os.getcwd(), os.environ.get('WORD'), os.read(0, 100), sorted(os.listdir('/proc/self/fd')))
            print(open('/proc/self/cmdline').read().split('\0')[0], open('/proc/self/comm').read(), os.readlink('/proc/self/exe'))
            print([line for line in open('/proc/self/status') if line.startswith(('SigPnd', 'SigBlk', 'SigIgn', 'SigCgt', 'Groups'))])
            print(sorted(name for name in os.environ if not name.startswith('MINDERBINDER_PROCESS_')), os.getpgid(0) - os.getpgid(os.getppid()))
            """;
        ProcessStartInfo Info() => new("python3", ["-c", Script, "", "a b", "\"'\\", "ü"])
        {
            WorkingDirectory = "/usr",
            Environment = { ["WORD"] = "ü =\n" },
        };
        await using var process = ProcessUnderTest.StartSupervised(Info(), new FailingCalls(Errno.EIO, "mkdir"));
        await using var twin = ProcessUnderTest.Start(Info());
        foreach (var each in new[] { process, twin })
        {
            await each.StandardInput.WriteAsync("input");
            await each.StandardInput.DisposeAsync();
            (await each.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(0, each.StandardError);
        }

        process.Name.ShouldBe("python3");
        process.StandardOutput.ShouldBe(twin.StandardOutput);
    }

    [Theory]
    [InlineData("one two")]
    [InlineData("\"one two\" three \\\"four")]
    [InlineData("  ")]
    [InlineData("")]
    public async Task Arguments_in_one_string_are_split_as_ever(string arguments)
    {
        static ProcessStartInfo Info(string arguments) => new("printf", "[%s] " + arguments);
        var info = Info(arguments);
        await using var process = ProcessUnderTest.StartSupervised(info, new FailingCalls(Errno.EIO, "mkdir"));
        await using var twin = ProcessUnderTest.Start(Info(arguments));
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        await twin.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardOutput.ShouldBe(twin.StandardOutput);
        (info.FileName, info.Arguments).ShouldBe(("printf", "[%s] " + arguments));
    }

    [Fact]
    public async Task Another_user_is_another_user()
    {
        const int SetUser = 7; // CAP_SETUID
        Assert.SkipUnless((Capabilities.Effective().Mask >> SetUser & 1) != 0, "starting processes of other users takes CAP_SETUID");
        await using var process = ProcessUnderTest.StartSupervised(
            new ProcessStartInfo("sh", ["-c", "id -un; mkdir /tmp/minderbinder-no"]) { UserName = "nobody", WorkingDirectory = "/" },
            new FailingCalls(Errno.EROFS, "mkdir"));
        await process.WaitForExitAsync(cancellationToken: Cancellation);

        process.StandardOutput.ShouldBe("nobody\n");
        process.StandardError.ShouldContain("Read-only file system");
    }

    [Fact]
    public async Task Many_at_once_do_not_meet()
    {
        await Parallel.ForAsync(0, 64, Cancellation, async (i, cancellation) =>
        {
            var (error, text) = i % 2 == 0 ? (Errno.EROFS, "Read-only file system") : (Errno.ENOSPC, "No space left on device");
            var calls = new FailingCalls(error, "mkdir");
            await using var process = ProcessUnderTest.StartSupervised(new ProcessStartInfo("mkdir", ["/tmp/minderbinder-no"]), calls);
            (await process.WaitForExitAsync(cancellationToken: cancellation)).ShouldBe(1);
            process.StandardError.ShouldContain(text);
        });
    }
}
