using System.Net;

namespace Minderbinder.Testing.Tests;

/// <summary>What failures of connections must obey. Every message is pinned.</summary>
public class ConnectionRulesTests
{
    private static readonly ConnectionFailure Slow = new() { Latency = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public void Everything_may_become_of_a_connection() => Problems.Of(
        new ConnectionFailure
        {
            Hosts = ["db.internal", "*.example.com", "localhost", "*"],
            Addresses = ["10.0.0.0/8", "::1"],
            Ports = [5432, new(8000, 8080)],
            Latency = TimeSpan.FromMilliseconds(300),
            Jitter = TimeSpan.FromMilliseconds(300),
            SendLatency = TimeSpan.FromMilliseconds(2),
            SendJitter = TimeSpan.FromMilliseconds(1),
            Bandwidth = 1,
            SlowStart = TimeSpan.FromDays(49),
            Cut = new() { AfterBytes = 0, By = CutEffect.Silence },
            Slice = 1,
            CorruptAt = 0,
            AnsweredBy = ConnectionAnswer.At(new IPEndPoint(IPAddress.Loopback, 1)),
        },
        new ConnectionFailure { Refuse = true },
        new ConnectionFailure { SayYes = true, Ports = [80, 443] },
        new ConnectionFailure { Dns = DnsAnswer.Nxdomain, Hosts = ["gone.example"] },
        new ConnectionFailure { Dns = DnsAnswer.Latency, Latency = TimeSpan.FromSeconds(1), Jitter = TimeSpan.FromSeconds(1) }).ShouldBeEmpty();

    [Fact]
    public void Something_has_to_become_of_it() => ProblemOf(new()).ShouldBe(
        "nothing happens to the connections; write 'latency', 'bandwidth', 'slow_start', 'cut', 'slice', 'corrupt_at', 'refuse', 'answer' or 'dns'.");

    [Theory]
    [InlineData("", "host: the name is empty; write one, such as db.internal, or leave 'host' out.")]
    [InlineData("10.0.0.1", "host: '10.0.0.1' is an IP address; write it under 'address'.")]
    [InlineData(
        "https://pay.example/",
        "host: 'https://pay.example/' is more than a name; write the name alone, without scheme, port and path, and a port under 'port'.")]
    [InlineData(
        "pay.example:443",
        "host: 'pay.example:443' is more than a name; write the name alone, without scheme, port and path, and a port under 'port'.")]
    [InlineData("büro.example", "host: 'büro.example' is not a host name; write it in ASCII letters, digits, hyphens and dots (one that is not "
        + "ASCII as xn--...), with * for any characters.")]
    public void A_host_is_a_name(string host, string problem) => ProblemOf(Slow with { Hosts = [host] }).ShouldBe(problem);

    [Fact]
    public void A_name_is_no_longer_than_names_are() =>
        ProblemOf(Slow with { Hosts = [new string('x', 254)] }).ShouldBe("host: the name has 254 characters; a name of a host has at most 253.");

    [Fact]
    public void Times_have_a_range()
    {
        ProblemOf(Slow with { Latency = TimeSpan.FromDays(50) }).ShouldStartWith("latency: the duration is 4320000s; it must be longer than 0");
        ProblemOf(Slow with { SendLatency = TimeSpan.FromTicks(-1) }).ShouldStartWith("send_latency: the duration is -0.1us; it must be");
        ProblemOf(Slow with { SlowStart = TimeSpan.FromDays(-1) }).ShouldStartWith("slow_start: the duration is -86400s; it must be");
        ProblemOf(Slow with { Jitter = TimeSpan.FromSeconds(1) }).ShouldBe(
            "jitter: the jitter is 1s, more than the latency (300ms) that it varies; make 'latency' at least as long.");
        ProblemOf(Slow with { SendJitter = TimeSpan.FromSeconds(1) }).ShouldBe(
            "send_jitter: the jitter is 1s, more than the latency (0s) that it varies; make 'send_latency' at least as long.");
    }

    [Fact]
    public void Numbers_have_a_range()
    {
        ProblemOf(new() { Bandwidth = 0 }).ShouldBe("bandwidth: the bandwidth is 0 bytes per second; it must be 1 or more.");
        ProblemOf(new() { Slice = 0 }).ShouldBe("slice: a slice has 0 bytes; it must be from 1 to 2147483647.");
        ProblemOf(new() { CorruptAt = -1 }).ShouldBe("corrupt_at: the byte is -1; it must be 0 (the first) or more.");
    }

    [Fact]
    public void A_cut_has_one_time()
    {
        const string One = "cut.after: a connection is cut after so many bytes, or after a time; give one of them.";
        ProblemOf(new() { Cut = new() }).ShouldBe(One);
        ProblemOf(new() { Cut = new() { AfterBytes = 1, AfterTime = TimeSpan.FromSeconds(1) } }).ShouldBe(One);
        ProblemOf(new() { Cut = new() { AfterBytes = -1 } }).ShouldBe("cut.after: the number of bytes is -1; it must be 0 or more.");
        ProblemOf(new() { Cut = new() { AfterTime = TimeSpan.Zero } }).ShouldStartWith("cut.after: the duration is 0s; it must be longer than 0");
        ProblemOf(new() { Cut = new() { AfterBytes = 1, By = (CutEffect)9 } })
            .ShouldBe("cut.by: the effect is 9, which does not exist; use a value of CutEffect.");
    }

    [Fact]
    public void Nothing_goes_through_a_connection_that_is_refused() => ProblemOf(Slow with { Refuse = true }).ShouldBe(
        "refuse: nothing goes through a connection that is refused; remove 'refuse', or all else that is to become of it.");

    [Fact]
    public void One_server_answers() =>
        ProblemOf(new() { SayYes = true, AnsweredBy = ConnectionAnswer.At(new IPEndPoint(IPAddress.Loopback, 1)) }).ShouldBe(
            "answer: two servers are to answer; remove SayYes or AnsweredBy.");

    [Fact]
    public void A_failure_of_names_is_about_names_alone()
    {
        ProblemOf(new() { Dns = DnsAnswer.Timeout, Ports = [80] }).ShouldBe(
            "dns: a question for a name has no address or port yet; write 'host' alone, or a failure of its own for the connections.");
        ProblemOf(new() { Dns = DnsAnswer.Timeout, Refuse = true }).ShouldBe(
            "dns: a failure with 'dns' is about names alone; write a failure of its own for the connections.");
        ProblemOf(new() { Dns = DnsAnswer.Latency }).ShouldBe(
            "latency: with 'dns: latency' answers come late; write by how much, for example 'latency: 2s'.");
        ProblemOf(new() { Dns = DnsAnswer.Nxdomain, Latency = TimeSpan.FromSeconds(1) })
            .ShouldBe("latency: with 'dns: nxdomain' nothing comes late; remove it.");
        ProblemOf(new() { Dns = (DnsAnswer)9 }).ShouldBe("dns: the answer is 9, which does not exist; use a value of DnsAnswer.");
    }

    [Fact]
    public void The_test_process_itself_is_left_alone() => ProblemOf(Slow with { Targets = [ProcessTarget.Self] }).ShouldBe(
        "targets: connections of the test process itself are not redirected; leave 'self' out.");

    [Fact]
    public void A_config_comes_from_yaml() => FailureConfig.FromYaml(
        """
        agents_of_chaos:
          connections:
            - name: slow_database
              host: db.internal
              port: 5432
              latency: 300ms
              jitter: 50ms
              bandwidth: 64KB/s
            - name: cut_in_the_middle
              address: 10.0.0.0/8
              cut: { after: 10KB, by: silence }
            - name: no_third_parties
              port: [80, 443]
              answer: say-yes
            - cut: { after: 2s }
              slice: 1KiB
              corrupt_at: 7
              send_latency: 1ms
              send_jitter: 1ms
              slow_start: 1s
            - refuse: true
            - host: ["*.example.com", other]
              dns: latency
              latency: 2s
        """).ShouldBe(new FailureConfig(
            new ConnectionFailure
            {
                Name = "slow_database",
                Hosts = ["db.internal"],
                Ports = [5432],
                Latency = TimeSpan.FromMilliseconds(300),
                Jitter = TimeSpan.FromMilliseconds(50),
                Bandwidth = 64_000,
            },
            new ConnectionFailure
            {
                Name = "cut_in_the_middle",
                Addresses = ["10.0.0.0/8"],
                Cut = new() { AfterBytes = 10_000, By = CutEffect.Silence },
            },
            new ConnectionFailure { Name = "no_third_parties", Ports = [80, 443], SayYes = true },
            new ConnectionFailure
            {
                Cut = new() { AfterTime = TimeSpan.FromSeconds(2) },
                Slice = 1024,
                CorruptAt = 7,
                SendLatency = TimeSpan.FromMilliseconds(1),
                SendJitter = TimeSpan.FromMilliseconds(1),
                SlowStart = TimeSpan.FromSeconds(1),
            },
            new ConnectionFailure { Refuse = true },
            new ConnectionFailure { Hosts = ["*.example.com", "other"], Dns = DnsAnswer.Latency, Latency = TimeSpan.FromSeconds(2) }));

    [Theory]
    [InlineData("bandwidth: 64KB", "4:18 agents_of_chaos.connections[0].bandwidth: '64KB' is not a bandwidth; write bytes per second: 64KB/s.")]
    [InlineData(
        "bandwidth: 64kbit/s",
        "4:18 agents_of_chaos.connections[0].bandwidth: '64kbit' is not a number of bytes; write one, with or without a unit: 512, 10KB, 1MiB.")]
    [InlineData(
        "cut: { after: soon }",
        "4:21 agents_of_chaos.connections[0].cut.after: 'soon' is neither a number of bytes nor a duration; write for example 10KB or 2s.")]
    [InlineData(
        "cut: { by: close }",
        "4:7 agents_of_chaos.connections[0].cut.after: the key is missing; write after how many bytes, or how long: 10KB, 2s.")]
    [InlineData("cut: { after: 1, by: silenc }", "4:28 agents_of_chaos.connections[0].cut.by: there is no effect 'silenc'; did you mean 'silence'?")]
    [InlineData("slice: 0.5", "4:14 agents_of_chaos.connections[0].slice: '0.5' is not a whole number of bytes.")]
    [InlineData("slice: 3GB", "4:14 agents_of_chaos.connections[0].slice: a slice has 3000000000 bytes; it must be from 1 to 2147483647.")]
    [InlineData("dns: nxdomian", "4:12 agents_of_chaos.connections[0].dns: there is no answer 'nxdomian'; did you mean 'nxdomain'?")]
    [InlineData("answer: yes-sir", "4:15 agents_of_chaos.connections[0].answer: there is no answer 'yes-sir'; write 'say-yes', or give a server of "
        + "the test in C#: ConnectionFailure.AnsweredBy.")]
    public void What_cannot_be_read_is_said(string line, string problem) =>
        Problems.OfYaml($"agents_of_chaos:\n  connections:\n    - latency: 1ms\n      {line}\n").ShouldBe([problem]);

    [Fact]
    public void A_server_of_the_test_cannot_be_written() =>
        Should.Throw<NotSupportedException>(
            () => new FailureConfig(new ConnectionFailure { AnsweredBy = ConnectionAnswer.At(new IPEndPoint(1, 1)) }).ToYaml())
            .Message.ShouldBe("The failure 'connections' is answered by a server of the test, which YAML cannot name; write it in C# alone.");

    private static string ProblemOf(ConnectionFailure failure) =>
        Problems.Of(failure).ShouldHaveSingleItem()["agents_of_chaos.connections[0]".Length..].TrimStart('.', ':', ' ');
}
