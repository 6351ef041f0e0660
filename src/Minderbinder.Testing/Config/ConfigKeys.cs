namespace Minderbinder.Testing;

/// <summary>The words of the YAML file. Problems name their place with them, whether the config came from YAML or not.</summary>
internal static class ConfigKeys
{
    public const string Root = "agents_of_chaos";

    public const string SyscallSection = "syscall";
    public const string OutgoingNetworkSection = "outgoing_network";

    public const string Name = "name";
    public const string Targets = "targets";
    public const string DelayMs = "delay_ms";
    public const string FailureRate = "failure_rate";

    public const string Syscall = "syscall";
    public const string ReturnCode = "ret_code";
    public const string Error = "error";
    public const string AllowRuntimeCritical = "allow_runtime_critical";

    public const string ProcessName = "process_name";
    public const string Self = "self";
}
