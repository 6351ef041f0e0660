namespace Minderbinder.Testing.Tests;

/// <summary>Values of the wrong kind. Every message is pinned.</summary>
public class YamlValueProblemsTests
{
    [Theory]
    [InlineData("100%", "must be a number, not '100%'.")]
    [InlineData("often", "must be a number, not 'often'.")]
    [InlineData("\"100\"", "must be a number, not text; remove the quotes around '100'.")]
    [InlineData("", "must be a number, not nothing.")]
    [InlineData("[100]", "must be a number, not a list.")]
    [InlineData("{percent: 100}", "must be a number, not a mapping with keys.")]
    [InlineData("0x10", "must be a number, not '0x10'.")]
    [InlineData(".nan", "must be a number, not '.nan'.")]
    [InlineData("'12,5'", "must be a number, not '12,5'.")]
    [InlineData("100.001", "the rate is 100.001 percent; it must lie between 0 (never) and 100 (always).")]
    [InlineData("1e999", "the rate is Infinity percent; it must lie between 0 (never) and 100 (always).")]
    public void Rate(string value, string problem) => ProblemOf("failure_rate", value).ShouldBe(problem);

    [Theory]
    [InlineData("1s", "must be a number, not '1s'.")]
    [InlineData("\"100\"", "must be a number, not text; remove the quotes around '100'.")]
    [InlineData("-1", "the delay is -1 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("4233600001", "the delay is 4233600001 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("1e300", "the delay is 1e300 ms; it must lie between 0 and 4233600000 ms (49 days).")]
    [InlineData("NaN", "the delay is NaN ms; it must lie between 0 and 4233600000 ms (49 days).")]
    public void Delay(string value, string problem) => ProblemOf("delay_ms", value).ShouldBe(problem);

    [Theory]
    [InlineData("latency", "200", "'200' has no unit; write for example 200ms or 200s.")]
    [InlineData("latency", "0ms", "the duration is 0ms; it must be longer than 0 and at most 49 days.")]
    [InlineData("latency", "[1s]", "must be text, not a list.")]
    [InlineData("latency", "", "must be text, not nothing.")]
    [InlineData("jitter", "a bit", "'a bit' is not a duration; write a number and its unit, us, ms, s, m or h: 200ms.")]
    [InlineData(
        "short",
        "0",
        "the call is to do at most 0 bytes; it must be from 1 to 2147483647, for a call that does none is at its end or fails.")]
    [InlineData(
        "short",
        "4294967296",
        "the call is to do at most 4294967296 bytes; it must be from 1 to 2147483647, for a call that does none is at its end or fails.")]
    [InlineData("short", "half", "must be a whole number that fits 64 bits, not 'half'.")]
    [InlineData("instead", "[/a]", "must be text, not a list.")]
    [InlineData("instead", "", "must be text, not nothing.")]
    public void Other_effects(string key, string value, string problem) => ProblemOf(key, value, rest: "syscall: read").ShouldBe(problem);

    [Fact]
    public void All_problems_of_an_effect_are_found_at_once() =>
        Problems.OfYaml("""
            mechanism: seccom_notification
            agents_of_chaos:
              syscall:
                - syscall: fsync
                  error: EIO
                  latency: 1s
                  jitter: 2s
                  short: 0
                  instead: hosts
            """).ShouldBe(
            [
                "1:12 mechanism: there is no mechanism 'seccom_notification'; did you mean 'seccomp_notification'?",
                "7:15 agents_of_chaos.syscall[0].jitter: the jitter is 2s, more than the latency (1s) that it varies; make 'latency' at least "
                + "as long.",
                "8:14 agents_of_chaos.syscall[0].short: the call is to do at most 0 bytes; it must be from 1 to 2147483647, for a call that does "
                + "none is at its end or fails.",
                "8:14 agents_of_chaos.syscall[0].short: 'fsync' cannot be cut short; these can: read, write, pread64, pwrite64, readv, writev, "
                + "preadv, pwritev, preadv2, pwritev2, recvfrom, sendto, recvmsg, sendmsg.",
                "8:14 agents_of_chaos.syscall[0].short: a call that is cut short succeeds with what it did; remove 'short', or 'error' and "
                + "'ret_code'.",
                "9:16 agents_of_chaos.syscall[0].instead: 'hosts' is relative, and to what differs from process to process; write an absolute path.",
                "9:16 agents_of_chaos.syscall[0].instead: 'fsync' opens no file; these do: open, openat, openat2.",
                "9:16 agents_of_chaos.syscall[0].instead: a call that opens another file succeeds; remove 'instead', or 'error' and 'ret_code'.",
            ]);

    [Theory]
    [InlineData("-2.5", "must be a whole number that fits 64 bits, not '-2.5'.")]
    [InlineData("ENOENT", "must be a whole number that fits 64 bits, not 'ENOENT'.")]
    [InlineData("9223372036854775808", "must be a whole number that fits 64 bits, not '9223372036854775808'.")]
    [InlineData("\"-2\"", "must be a whole number that fits 64 bits, not text; remove the quotes around '-2'.")]
    [InlineData("[]", "the list is empty; write something in it.")]
    [InlineData("[-4096]", "the return code is -4096, and no error has that number; write -1 to -4095 for an error, 0 or more for a success.")]
    [InlineData("-4096", "the return code is -4096, and no error has that number; write -1 to -4095 for an error, 0 or more for a success.")]
    public void Return_code(string value, string problem) => ProblemOf("ret_code", value, rest: "syscall: read").ShouldBe(problem);

    [Theory]
    [InlineData("ENOEN", "there is no error 'ENOEN'; did you mean 'ENOENT'?")]
    [InlineData("enoent", "there is no error 'enoent'; did you mean 'ENOENT'?")]
    [InlineData("whatever", "there is no error 'whatever'; 'man 3 errno' lists the names.")]
    [InlineData("2", "'2' is a number; write the error's name, for example ENOENT, or 'ret_code' with a negative number.")]
    [InlineData("{EIO: 1}", "must be text, not a mapping with keys.")]
    [InlineData("[]", "the list is empty; write something in it.")]
    [InlineData("", "must be text, not nothing.")]
    public void Error(string value, string problem) => ProblemOf("error", value, rest: "syscall: read").ShouldBe(problem);

    [Theory]
    [InlineData("error", "[EOI, EIO]", "error[0]: there is no error 'EOI'; did you mean 'EIO'?")]
    [InlineData("ret_code", "[1, x]", "ret_code[1]: must be a whole number that fits 64 bits, not 'x'.")]
    [InlineData(
        "ret_code",
        "[1, -4096]",
        "ret_code[1]: the return code is -4096, and no error has that number; write -1 to -4095 for an error, 0 or more for a success.")]
    [InlineData("error", "[EIO, EIO, EIO, EIO, EIO, EIO, EIO, EIO, EIO]", "error: there are 9 of them; at most 8 can take turns.")]
    public void One_of_several(string key, string value, string problem) =>
        Problems.OfYaml($"agents_of_chaos: {{syscall: [{{syscall: read, {key}: {value}}}]}}").ShouldHaveSingleItem()
            .ShouldEndWith($" agents_of_chaos.syscall[0].{problem}");

    [Theory]
    [InlineData("skip", "-1", "the number to let through is -1; it must be 0 or more.")]
    [InlineData("skip", "a few", "must be a whole number that fits 64 bits, not 'a few'.")]
    [InlineData("every", "0", "the interval is 0; it must be 1 (each one) or more.")]
    [InlineData("every", "1.5", "must be a whole number that fits 64 bits, not '1.5'.")]
    [InlineData("times", "0", "the number of injections is 0; it must be 1 or more, and without 'times' there is no limit.")]
    [InlineData("times", "~", "must be a whole number that fits 64 bits, not nothing.")]
    [InlineData("optional", "maybe", "must be true or false, not 'maybe'.")]
    public void Schedule(string key, string value, string problem) => ProblemOf(key, value).ShouldBe(problem);

    [Theory]
    [InlineData("seed: -1", "seed: must be a whole number from 0 to 18446744073709551615, not '-1'.")]
    [InlineData("seed: 18446744073709551616", "seed: must be a whole number from 0 to 18446744073709551615, not '18446744073709551616'.")]
    [InlineData("seed: lucky", "seed: must be a whole number from 0 to 18446744073709551615, not 'lucky'.")]
    [InlineData("seed:", "seed: must be a whole number from 0 to 18446744073709551615, not nothing.")]
    [InlineData("io_uring: allow", "io_uring: there is no 'allow' for io_uring; write 'deny', or leave 'io_uring' out.")]
    [InlineData("mechanism: magic", "mechanism: there is no mechanism 'magic' for system calls, only 'syscall_modify_return', 'syscall_kprobe', "
        + "'security_hook', 'seccomp_notification'.")]
    [InlineData("mechanism:", "mechanism: must be text, not nothing.")]
    [InlineData("io_uring: [deny]", "io_uring: must be text, not a list.")]
    public void Beside_the_failures(string line, string problem) =>
        Problems.OfYaml($"agents_of_chaos: {{syscall: [{{syscall: read, error: EIO}}]}}\n{line}").ShouldHaveSingleItem().ShouldEndWith(" " + problem);

    [Theory]
    [InlineData("", ": must be a mapping, with keys such as 'path:', not nothing.")]
    [InlineData("[]", ": must be a mapping, with keys such as 'path:', not a list.")]
    [InlineData("{}", ": there is no condition in it; write one, or leave 'when' out for every call.")]
    [InlineData("{file: x}", ".file: there is no key 'file' here, only 'path', 'fd', 'address', 'port', 'args'.")]
    [InlineData("{path: }", ".path: must be text, not nothing.")]
    [InlineData("{path: []}", ".path: the list is empty; write something in it.")]
    [InlineData("{path: [a, [b]]}", ".path[1]: must be text, not a list.")]
    [InlineData(
        "{path: [a, b/..]}",
        ".path[1]: the path pattern 'b/..' contains '..', and paths are compared without; write the path that it leads to.")]
    [InlineData("{fd: -1}", ".fd: the file descriptor is -1; it must lie between 0 and 2147483647.")]
    [InlineData("{fd: 2147483648}", ".fd: the file descriptor is 2147483648; it must lie between 0 and 2147483647.")]
    [InlineData("{fd: stdin}", ".fd: must be a whole number that fits 64 bits, not 'stdin'.")]
    [InlineData(
        "{address: localhost}",
        ".address: 'localhost' is not an IP address; write one, such as 10.0.0.1 or ::1, or a network such as 10.0.0.0/8.")]
    [InlineData("{address: {a: b}}", ".address: must be text, not a mapping with keys.")]
    [InlineData("{port: http}", ".port: 'http' is not a port; write a number, or the first and the last of several: 8000-8080.")]
    [InlineData("{port: [80, -1]}", ".port[1]: '-1' is not a port; write a number, or the first and the last of several: 8000-8080.")]
    [InlineData("{port: 1-2-3}", ".port: '1-2-3' is not a port; write a number, or the first and the last of several: 8000-8080.")]
    [InlineData("{port: 65536}", ".port: the port is 65536; it must lie between 0 and 65535.")]
    [InlineData("{args: true}", ".args: the condition 'true' cannot be read: write an argument, how to compare it (==, !=, <, <=, >, >=, or & for "
        + "bits) and a value, for example 'arg2 & O_WRONLY'.")]
    [InlineData("{args: [arg6 == 1]}", ".args: the condition 'arg6 == 1' is on an argument that no system call has; write arg0 to arg5.")]
    public void Filter(string filter, string problem) =>
        Problems.OfYaml($"agents_of_chaos: {{syscall: [{{syscall: connect, error: EIO, when: {filter}}}]}}")[0]
            .ShouldEndWith($" agents_of_chaos.syscall[0].when{problem}");

    [Theory]
    [InlineData("{protocol: tpc}", ".protocol: there is no protocol 'tpc'; did you mean 'tcp'?")]
    [InlineData("{protocol: UDP}", ".protocol: there is no protocol 'UDP'; did you mean 'udp'?")]
    [InlineData("{protocol: quic}", ".protocol: there is no protocol 'quic', only 'any', 'tcp', 'udp', 'icmp'.")]
    [InlineData("{protocol: 6}", ".protocol: there is no protocol '6', only 'any', 'tcp', 'udp', 'icmp'.")]
    [InlineData("{protocol: }", ".protocol: must be text, not nothing.")]
    [InlineData("{protocol: [tcp]}", ".protocol: must be text, not a list.")]
    [InlineData("{action: corupt, fix_checksum: true}", ".action: there is no action 'corupt'; did you mean 'corrupt'?")]
    [InlineData("{action: lose}", ".action: there is no action 'lose', only 'drop', 'refuse', 'reset', 'corrupt', 'duplicate'.")]
    [InlineData("{action: {a: b}, fix_checksum: true}", ".action: must be text, not a mapping with keys.")]
    [InlineData("{fix_checksum: maybe}", ".fix_checksum: must be true or false, not 'maybe'.")]
    [InlineData("{dest_port: postgres}", ".dest_port: 'postgres' is not a port; write a number, or the first and the last of several: 8000-8080.")]
    [InlineData(
        "{source_port: [80, 1-2-3]}",
        ".source_port[1]: '1-2-3' is not a port; write a number, or the first and the last of several: 8000-8080.")]
    [InlineData("{local_port: 65536}", ".local_port: the port is 65536; it must lie between 0 and 65535.")]
    [InlineData("{local_port: []}", ".local_port: the list is empty; write something in it.")]
    [InlineData(
        "{dest_address: db.example}",
        ".dest_address: 'db.example' is not an IP address; write one, such as 10.0.0.1 or ::1, or a network such as 10.0.0.0/8.")]
    [InlineData("{dest_address: [10.0.0.1, [::1]], source_address: '::1'}", ".dest_address[1]: must be text, not a list.")]
    [InlineData("{source_address: [~], dest_address: '::1'}", ".source_address[0]: must be text, not nothing.")]
    [InlineData("{min_length: -1}", ".min_length: the least payload is -1 bytes; it must lie between 0 (every packet) and 65535.")]
    [InlineData("{min_length: 4294967296}", ".min_length: the least payload is 4294967296 bytes; it must lie between 0 (every packet) and 65535.")]
    [InlineData("{min_length: 1.5}", ".min_length: must be a whole number that fits 64 bits, not '1.5'.")]
    [InlineData("{interfaces: }", ".interfaces: must be text, not nothing.")]
    [InlineData("{interfaces: []}", ".interfaces: the list is empty; write something in it.")]
    [InlineData("{interfaces: [lo, {a: b}]}", ".interfaces[1]: must be text, not a mapping with keys.")]
    [InlineData(
        "{interfaces: [lo, eth 0]}",
        ".interfaces[1]: no interface can be called 'eth 0', for it contains white space; 'ip link' lists the names.")]
    [InlineData("{dst_port: 0}", ".dst_port: there is no key 'dst_port' here; did you mean 'dest_port'?")]
    [InlineData("lo", ": must be a mapping, with keys such as 'name:', not 'lo'.")]
    public void Network(string failure, string problem) =>
        Problems.OfYaml($"agents_of_chaos: {{outgoing_network: [{failure}]}}").ShouldHaveSingleItem()
            .ShouldEndWith($" agents_of_chaos.outgoing_network[0]{problem}");

    [Theory]
    [InlineData("[read]", "must be text, not a list.")]
    [InlineData("~", "must be text, not nothing.")]
    [InlineData("\"\"", "the name of the system call is empty; write the kernel's, for example 'openat'.")]
    public void Call(string value, string problem) => ProblemOf("syscall", value, rest: "error: EIO").ShouldBe(problem);

    [Theory]
    [InlineData("yes", "must be true or false, not 'yes'.")]
    [InlineData("1", "must be true or false, not '1'.")]
    [InlineData("\"true\"", "must be true or false, not 'true'.")]
    public void Opt_in(string value, string problem) => ProblemOf("allow_runtime_critical", value).ShouldBe(problem);

    [Theory]
    [InlineData("curl", "must be a list, each item after a '- ', not 'curl'.")]
    [InlineData("", "must be a list, each item after a '- ', not nothing.")]
    [InlineData("{process_name: curl}", "must be a list, each item after a '- ', not a mapping with keys.")]
    public void Targets(string value, string problem) => ProblemOf("targets", value).ShouldBe(problem);

    [Theory]
    [InlineData("curl", "targets[1]: must be a mapping, with keys such as 'process_name:', not 'curl'.")]
    [InlineData("{}", "targets[1]: a target is either 'process_name: NAME' or 'self: true'; give one of them.")]
    [InlineData("{process_name: a, self: true}", "targets[1]: a target is either 'process_name: NAME' or 'self: true'; give one of them.")]
    [InlineData("{self: false}", "targets[1].self: 'self' can only be true or any_thread; remove the target instead.")]
    [InlineData("{self: 1}", "targets[1].self: must be true or false, not '1'.")]
    [InlineData("{process_name: }", "targets[1].process_name: must be text, not nothing.")]
    [InlineData(
        "{process_name: \"\"}",
        "targets[1]: the process name is empty; write the base name of the executable, or leave 'targets' out to mean every process of the scope.")]
    [InlineData(
        "{process_name: bin/curl}",
        "targets[1]: the process name 'bin/curl' contains a slash; write the base name of the executable: 'curl'.")]
    [InlineData("{process: a/b}", "targets[1].process: there is no key 'process' here; did you mean 'process_name'?")]
    public void Target(string item, string problem)
    {
        var problems = Problems.OfYaml($"agents_of_chaos: {{syscall: [{{syscall: read, error: EIO, targets: [self: true, {item}]}}]}}");

        problems[0].ShouldEndWith($"agents_of_chaos.syscall[0].{problem}");
    }

    [Theory]
    [InlineData("syscall: read", "agents_of_chaos.syscall: must be a list, each item after a '- ', not 'read'.")]
    [InlineData("outgoing_network: {name: x}", "agents_of_chaos.outgoing_network: must be a list, each item after a '- ', not a mapping with keys.")]
    public void Section(string section, string problem) =>
        Problems.OfYaml($"agents_of_chaos:\n  {section}").ShouldHaveSingleItem().ShouldEndWith(problem);

    [Fact]
    public void An_item_that_is_no_failure_does_not_shift_the_others() =>
        Problems.OfYaml(
            """
            agents_of_chaos:
              syscall:
                - read
                -
                - syscall: opnat
                  error: EIO
                  targets:
                    - curl
                    - process_name: a/b
            """).ShouldBe(
            [
                "3:7 agents_of_chaos.syscall[0]: must be a mapping, with keys such as 'name:', not 'read'.",
                "4:6 agents_of_chaos.syscall[1]: must be a mapping, with keys such as 'name:', not nothing.",
                "5:16 agents_of_chaos.syscall[2].syscall: there is no system call 'opnat'; did you mean 'openat'?",
                "8:11 agents_of_chaos.syscall[2].targets[0]: must be a mapping, with keys such as 'process_name:', not 'curl'.",
                "9:11 agents_of_chaos.syscall[2].targets[1]: the process name 'a/b' contains a slash; write the base name of the executable: 'b'.",
            ]);

    private static string ProblemOf(string key, string value, string rest = "syscall: read, error: EIO")
    {
        var text = $"agents_of_chaos:\n  syscall:\n    - {{{rest}, {key}: {value}}}";
        var problem = Problems.OfYaml(text).ShouldHaveSingleItem();

        problem.ShouldStartWith("3:");
        problem.ShouldContain($" agents_of_chaos.syscall[0].{key}: ");
        return problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..];
    }
}
