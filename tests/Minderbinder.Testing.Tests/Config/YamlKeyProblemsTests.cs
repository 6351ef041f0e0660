namespace Minderbinder.Testing.Tests;

/// <summary>Keys that are wrong, double or missing. Every message is pinned.</summary>
public class YamlKeyProblemsTests
{
    [Fact]
    public void The_top_key_is_missing() =>
        Problems.OfYaml("syscall:\n  - syscall: read").ShouldBe(
        [
            "1:1 syscall: there is no key 'syscall' here, only 'agents_of_chaos', 'seed', 'io_uring', 'mechanism'.",
            "1:1 agents_of_chaos: the key is missing; a failure config starts with 'agents_of_chaos:'.",
        ]);

    [Theory]
    [InlineData("agents_of_chaos:")]
    [InlineData("agents_of_chaos: {}")]
    [InlineData("agents_of_chaos:\n  syscall:\n  outgoing_network: []")]
    public void There_is_no_failure(string yaml) =>
        Problems.OfYaml(yaml).ShouldBe(
            ["1:1 agents_of_chaos: there is no failure in it; add one under 'syscall' or 'outgoing_network' or 'incoming_network' or "
                + "'connections'."]);

    [Fact]
    public void An_unknown_key_is_refused_with_those_that_are_known() =>
        Problems.OfYaml("agents_of_chaos:\n  outgoing_network:\n    - colour: blue").ShouldBe(
            [
                "3:7 agents_of_chaos.outgoing_network[0].colour: there is no key 'colour' here, only 'name', 'protocol', 'action', "
                + "'fix_checksum', 'source_port', 'source_address', 'local_port', 'min_length', 'interfaces', 'targets', 'delay_ms', "
                + "'skip', 'every', 'times', 'failure_rate', 'optional', 'dest_port', 'dest_address'.",
            ]);

    [Fact]
    public void Where_incoming_packets_go_to_is_refused_with_what_is_meant() =>
        Problems.OfYaml("agents_of_chaos:\n  incoming_network:\n    - dest_port: 5432\n      dest_address: 10.0.0.1").ShouldBe(
            [
                "3:7 agents_of_chaos.incoming_network[0].dest_port: incoming packets come from a peer's port ('source_port') to one of "
                + "the process's own ('local_port'); write one of these.",
                "4:7 agents_of_chaos.incoming_network[0].dest_address: incoming packets come from a peer's address ('source_address') to "
                + "one of this machine's own; write 'source_address' or 'interfaces'.",
            ]);

    [Fact]
    public void A_misspelt_key_is_read_as_the_one_that_was_meant() =>
        Problems.OfYaml(
            """
            agent_of_chaos:
              syscalls:
                - sycall: opnat
                  eror: EOI
                  faliure_rate: 101
            """).ShouldBe(
            [
                "1:1 agent_of_chaos: there is no key 'agent_of_chaos' here; did you mean 'agents_of_chaos'?",
                "2:3 agents_of_chaos.syscalls: there is no key 'syscalls' here; did you mean 'syscall'?",
                "3:7 agents_of_chaos.syscall[0].sycall: there is no key 'sycall' here; did you mean 'syscall'?",
                "3:15 agents_of_chaos.syscall[0].syscall: there is no system call 'opnat'; did you mean 'openat'?",
                "4:7 agents_of_chaos.syscall[0].eror: there is no key 'eror' here; did you mean 'error'?",
                "4:13 agents_of_chaos.syscall[0].error: there is no error 'EOI'; did you mean 'EIO'?",
                "5:7 agents_of_chaos.syscall[0].faliure_rate: there is no key 'faliure_rate' here; did you mean 'failure_rate'?",
                "5:21 agents_of_chaos.syscall[0].failure_rate: the rate is 101 percent; it must lie between 0 (never) and 100 (always).",
            ]);

    [Fact]
    public void The_right_key_wins_over_a_misspelt_one() =>
        Problems.OfYaml("agents_of_chaos: {syscall: [{sycall: opnat, syscall: read, error: EIO}]}").ShouldBe(
            ["1:30 agents_of_chaos.syscall[0].sycall: there is no key 'sycall' here; did you mean 'syscall'?"]);

    [Fact]
    public void A_key_given_twice() =>
        Problems.OfYaml(
            """
            agents_of_chaos:
              syscall:
                - syscall: read
                  error: EIO
                  error: ENOENT
            agents_of_chaos: 1
            """).ShouldBe(
            [
                "5:7 agents_of_chaos.syscall[0].error: the key 'error' is given twice, first on line 4; keep one.",
                "6:1 agents_of_chaos: the key 'agents_of_chaos' is given twice, first on line 1; keep one.",
            ]);

    [Fact]
    public void A_key_that_is_no_text() =>
        Problems.OfYaml("agents_of_chaos:\n  ? [syscall]\n  : []\n  syscall: [{syscall: read, error: EIO}]").ShouldBe(
            ["2:5 agents_of_chaos: a list cannot be a key; write 'syscall', 'outgoing_network', 'incoming_network', 'connections'."]);

    [Fact]
    public void A_failure_without_a_call() =>
        Problems.OfYaml("agents_of_chaos:\n  syscall:\n    - error: EIO").ShouldBe(
            ["3:7 agents_of_chaos.syscall[0].syscall: the key is missing; name the system call that is to fail, for example 'openat'."]);

    [Fact]
    public void Neither_error_nor_return_code() =>
        Problems.OfYaml("agents_of_chaos:\n  syscall:\n    - syscall: read").ShouldBe(
            ["3:7 agents_of_chaos.syscall[0].ret_code: say how the call fails: either 'error' (for example ENOENT) or 'ret_code' (for example -2); "
                + "or what else happens to it: 'latency', 'short' or 'instead'."]);

    [Fact]
    public void Both_error_and_return_code() =>
        Problems.OfYaml("agents_of_chaos:\n  syscall:\n    - syscall: read\n      error: EIO\n      ret_code: -5").ShouldBe(
            ["4:14 agents_of_chaos.syscall[0].error: 'error' and 'ret_code' are both given; keep one."]);
}
