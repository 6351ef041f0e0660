using System.Net;
using Minderbinder.Testing;
using Minderbinder.Testing.Kernel.Statistics;
using Minderbinder.Tool.Trace;

namespace Minderbinder.Tool.Tests;

public class TraceTests
{
    private static readonly TracedCalls[] Calls =
    [
        new("openat") { Path = "/usr/lib/libc.so.6", Count = 9 },
        new("pwrite64") { Path = "/data/shop.db", Count = 4, Time = TimeSpan.FromMilliseconds(1.5) },
        new("openat") { Path = "/data/no[tes]*", Count = 2, Failed = 2, LastError = -2 },
        new("fdatasync") { Path = "/data/shop.db-journal", Count = 1 },
        new("connect") { Peer = new IPEndPoint(IPAddress.Loopback, 5432), Count = 1 },
        new("getpid") { Count = 1 },
    ];

    [Fact]
    public void A_table_says_how_often_for_how_long_and_what_about() => TraceTable.Write(Calls).ShouldBe(
        """
        calls  errors   ms  last error  call
            9          0.0              openat /usr/lib/libc.so.6
            4          1.5              pwrite64 /data/shop.db
            2       2  0.0  ENOENT      openat /data/no[tes]*
            1          0.0              fdatasync /data/shop.db-journal
            1          0.0              connect 127.0.0.1:5432
            1          0.0              getpid

        """);

    [Fact]
    public void A_config_of_it_is_valid_and_names_what_was_seen()
    {
        var config = FailureConfig.FromYaml(TraceConfig.Write(Calls, "shop\n--evil"));

        config.Failures.Cast<SyscallFailure>().Select(failure =>
            (failure.Syscall, failure.ReturnCodes[0], string.Join(" ", failure.When!.Paths), string.Join(" ", failure.When.Ports))).ShouldBe(
        [
            ("pwrite64", -(long)Errno.ENOSPC, "/data/shop.db", ""),
            ("openat", -(long)Errno.EACCES, "/data/no\\[tes]\\*", ""),
            ("fdatasync", -(long)Errno.EIO, "/data/shop.db-journal", ""),
            ("connect", -(long)Errno.ECONNREFUSED, "", "5432"),
        ], ignoreOrder: true);
    }

    [Fact]
    public void Comments_say_what_there_was_besides()
    {
        TracedCalls[] calls = [.. Enumerable.Range(0, 20).Select(i => new TracedCalls("openat") { Path = $"/data/{i}", Count = 1 })];

        var text = TraceConfig.Write(calls, "shop");

        text.ShouldContain("    # 20 calls, 0 failed already; also /data/4, /data/5, /data/6, /data/7, /data/8, /data/9, /data/10, /data/11, ...\n  "
            + "  - name: openat_eacces\n");
        FailureConfig.FromYaml(text).Failures.Count.ShouldBe(1);
    }

    /// <summary>The loader's work, and the C library's when it looks for a user.</summary>
    [Fact]
    public void What_every_program_does_is_left_out()
    {
        string[] paths = ["/etc/nsswitch.conf", "/var/run/nscd/socket", "/usr/lib/libc.so.6", "/etc/shop.conf"];
        TracedCalls[] calls = [.. paths.Select(path => new TracedCalls("openat") { Path = path, Count = 1 })];

        FailureConfig.FromYaml(TraceConfig.Write(calls, "shop")).Failures.Cast<SyscallFailure>().Single().When!.Paths.ShouldBe(["/etc/shop.conf"]);
    }

    [Fact]
    public void Without_anything_of_interest_it_says_so() =>
        TraceConfig.Write([Calls[0]], "true").ShouldBe("# true made no call that is worth a failure.\n");

    [Fact]
    public async Task It_takes_a_program_or_a_process()
    {
        (await Tool.RunAsync("trace"))
            .ShouldBe(new(125, "", "minderbinder: trace takes either a program or --pid; write 'minderbinder trace -- COMMAND'\n"));
        (await Tool.RunAsync("trace", "--pid", "1", "--", "true")).ExitCode.ShouldBe(125);
        (await Tool.RunAsync("trace", "--", "no-such-program")).ExitCode.ShouldBe(127);
    }
}
