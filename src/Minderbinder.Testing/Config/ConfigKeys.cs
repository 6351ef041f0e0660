namespace Minderbinder.Testing;

/// <summary>The words of the YAML file. Problems name their place with them, whether the config came from YAML or not.</summary>
internal static class ConfigKeys
{
    public const string Root = "agents_of_chaos";

    public const string Seed = "seed";
    public const string IoUring = "io_uring";
    public const string Deny = "deny";
    public const string Mechanism = "mechanism";

    public const string SyscallSection = "syscall";
    public const string OutgoingNetworkSection = "outgoing_network";
    public const string IncomingNetworkSection = "incoming_network";
    public const string ConnectionSection = "connections";

    public const string Name = "name";
    public const string Targets = "targets";
    public const string DelayMs = "delay_ms";
    public const string Skip = "skip";
    public const string Every = "every";
    public const string Times = "times";
    public const string FailureRate = "failure_rate";
    public const string Optional = "optional";

    public const string Syscall = "syscall";
    public const string OrTwin = "or_twin";
    public const string ReturnCode = "ret_code";
    public const string Error = "error";
    public const string Latency = "latency";
    public const string Jitter = "jitter";
    public const string Short = "short";
    public const string Instead = "instead";
    public const string When = "when";
    public const string AllowRuntimeCritical = "allow_runtime_critical";

    public const string Protocol = "protocol";
    public const string Action = "action";
    public const string FixChecksum = "fix_checksum";
    public const string DestinationPort = "dest_port";
    public const string DestinationAddress = "dest_address";
    public const string SourcePort = "source_port";
    public const string SourceAddress = "source_address";
    public const string LocalPort = "local_port";
    public const string MinLength = "min_length";
    public const string Interfaces = "interfaces";

    public const string Host = "host";
    public const string SendLatency = "send_latency";
    public const string SendJitter = "send_jitter";
    public const string Bandwidth = "bandwidth";
    public const string SlowStart = "slow_start";
    public const string Cut = "cut";
    public const string After = "after";
    public const string By = "by";
    public const string Slice = "slice";
    public const string CorruptAt = "corrupt_at";
    public const string Refuse = "refuse";
    public const string Dns = "dns";
    public const string Answer = "answer";
    public const string SayYes = "say-yes";

    public const string Path = "path";
    public const string Descriptor = "fd";
    public const string Address = "address";
    public const string Port = "port";
    public const string Arguments = "args";

    public const string ProcessName = "process_name";
    public const string Self = "self";

    public const string AnyThread = "any_thread";
}
