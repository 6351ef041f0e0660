using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Where a filter's conditions begin to hold, and what has no path or address. A rate of 0 lets all failures see every call.</summary>
public class FilterLimitTests
{
    private const string Open = """
        def attempt(path):
            try: os.open(path, os.O_RDONLY); print(0)
            except OSError as error: print(error.errno)
        """;

    [Fact]
    public async Task Each_comparison_of_an_argument()
    {
        (string Condition, bool IsMet)[] bytes = // pread64(fd, buffer, 16, 0)
        [
            ("arg2 == 16", true), ("arg2 == 17", false),
            ("arg2 != 16", false), ("arg2 != 17", true),
            ("arg2 < 16", false), ("arg2 < 17", true),
            ("arg2 <= 15", false), ("arg2 <= 16", true),
            ("arg2 > 16", false), ("arg2 > 15", true),
            ("arg2 >= 17", false), ("arg2 >= 16", true),
            ("arg2 & 0x18", true), ("arg2 & 0xf", false),
        ];
        (string Condition, bool IsMet)[] negative = [("arg0 == -100", true), ("arg0 == -101", false), ("arg0 != AT_FDCWD", false)];

        await WithFailureConfig(new FailureConfig([.. Asking("pread64", bytes), .. Asking("openat", negative)]), async scope =>
        {
            await Victim.RunAsync("call", "pread64", "open", "/etc/hostname");

            var evidence = scope.GetEvidence().Failures;
            foreach (var (at, expected) in bytes.Concat(negative).Index())
                (evidence[at].Matched > 0).ShouldBe(expected.IsMet, expected.Condition);
        });
    }

    [Fact]
    public async Task Either_descriptor_of_a_call_with_two()
    {
        const string Script = """
            import os
            os.dup2(os.open("/etc/passwd", os.O_RDONLY), 50)
            os.dup2(os.open("copy", os.O_CREAT | os.O_WRONLY), 51)
            os.sendfile(51, 50, 0, 1)
            """;
        var failure = new SyscallFailure("sendfile", Errno.EIO) { FailureRate = 0 };
        var failures = Enumerable.Range(50, 3).Select(descriptor => failure with { When = new() { Descriptor = descriptor } });

        await WithFailureConfig(new FailureConfig([.. failures]), async scope =>
        {
            await Python.RunAsync(Script);

            scope.GetEvidence().Failures.Select(failure => failure.Matched > 0).ShouldBe([true, true, false]);
        });
    }

    [Fact]
    public async Task The_root_of_all_folders()
    {
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EUCLEAN) { When = new() { Paths = ["/"] } });
        var failed = $"open {(int)Errno.EUCLEAN}";

        (await WithFailureConfig(config, () => Victim.RunAsync("open", "/", "open", "//", "open", "/..", "open", "/etc")))
            .ShouldBe($"{failed}; {failed}; {failed}; open 0");
    }

    [Fact]
    public async Task A_relative_path_in_a_root_of_its_own()
    {
        const int Chroot = 18; // CAP_SYS_CHROOT
        Assert.SkipUnless(Capabilities.Effective().Has((Capability)Chroot), "It takes the capability to have a root of one's own.");
        const string Script = $"""
            import os
            {Open}
            os.mkdir("root")
            for name in "file", "other": os.close(os.open("root/" + name, os.O_CREAT | os.O_WRONLY))
            os.chroot("root")
            os.chdir("/")
            attempt("file")
            attempt("other")
            """;
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EUCLEAN) { When = new() { Paths = ["/file"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe($"{(int)Errno.EUCLEAN}; 0");
    }

    [Fact]
    public async Task An_abstract_unix_socket_has_no_path()
    {
        const string Script = """
            import socket
            try: socket.socket(socket.AF_UNIX).connect("\0nobody-listens-here")
            except OSError as error: print(error.errno)
            """;
        var config = new FailureConfig(new SyscallFailure("connect", Errno.EUCLEAN) { Optional = true, When = new() { Paths = ["/**"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe($"{(int)Errno.ECONNREFUSED}");
    }

    [Fact]
    public async Task A_path_that_cannot_be_read_is_counted()
    {
        const string Script = """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            libc.open(ctypes.c_void_p(1), 0)
            print(ctypes.get_errno())
            """;
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { Optional = true, When = new() { Paths = ["/no/such/file"] } };

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            (await Python.RunAsync(Script)).ShouldBe($"{(int)Errno.EFAULT}");

            var evidence = scope.GetEvidence().Failures[0];
            Assert.SkipWhen(evidence.Mechanism == Mechanism.SecurityHook, "The kernel has refused the path before a security hook is asked.");
            evidence.Unreadable.ShouldBe(1);
        });
    }

    [Fact]
    public async Task Only_the_first_calls_that_did_not_match_are_shown()
    {
        var paths = Directory.GetFiles("/etc").Where(File.Exists).Order(StringComparer.Ordinal).Take(12).ToArray();
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { Optional = true, When = new() { Paths = ["/no/such/file"] } };

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            await Victim.RunAsync([.. paths.SelectMany(path => new[] { "open", path })]);

            scope.GetEvidence().Failures[0].NearMisses.ShouldBe(paths[..8]);
        });
    }

    private static IEnumerable<SyscallFailure> Asking(string syscall, IEnumerable<(string Condition, bool IsMet)> cases) =>
        cases.Select(one => new SyscallFailure(syscall, Errno.EIO)
        {
            Targets = ["victim"],
            FailureRate = 0,
            When = new() { Arguments = [one.Condition] },
        });
}
