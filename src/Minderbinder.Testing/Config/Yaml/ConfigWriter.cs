using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Writes a config as the YAML that <see cref="ConfigReader"/> reads. Defaults are left out.</summary>
internal sealed class ConfigWriter
{
    private readonly YamlWriter _yaml;

    private ConfigWriter(TextWriter output) => _yaml = new YamlWriter(output);

    public static string Write(FailureConfig config)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new ConfigWriter(output).WriteConfig(config);
        return output.ToString();
    }

    private void WriteConfig(FailureConfig config) => _yaml.WriteDocument(() =>
    {
        if (config.Seed is { } seed)
            _yaml.WriteNumber(ConfigKeys.Seed, seed);
        if (config.DenyIoUring)
            _yaml.WritePlain(ConfigKeys.IoUring, ConfigKeys.Deny);
        if (config.Mechanism is { } mechanism)
            _yaml.WritePlain(ConfigKeys.Mechanism, MechanismNames.Of(mechanism));
        _yaml.WriteKey(ConfigKeys.Root);
        _yaml.WriteMapping(() =>
        {
            foreach (var section in ConfigSection.All.Where(section => config.Failures.Any(section.Holds)))
            {
                _yaml.WriteKey(section.Name);
                _yaml.WriteList(config.Failures.Where(section.Holds), WriteFailure);
            }
        });
    });

    private void WriteFailure(Failure failure) => _yaml.WriteMapping(() =>
    {
        if (failure.Name is { } name)
            _yaml.WriteText(ConfigKeys.Name, name);

        if (failure is SyscallFailure syscall)
            WriteSyscall(syscall);
        if (failure is NetworkFailure network)
            WriteNetwork(network);
        if (failure is ConnectionFailure connections)
            ConnectionWriter.Write(connections, _yaml);

        if (failure.Targets.Count > 0)
        {
            _yaml.WriteKey(ConfigKeys.Targets);
            _yaml.WriteList(failure.Targets, WriteTarget);
        }

        if (failure.StartDelay != TimeSpan.Zero)
            _yaml.WriteNumber(ConfigKeys.DelayMs, failure.StartDelay.TotalMilliseconds);
        if (failure.Skip != 0)
            _yaml.WriteNumber(ConfigKeys.Skip, failure.Skip);
        if (failure.Every != 1)
            _yaml.WriteNumber(ConfigKeys.Every, failure.Every);
        if (failure.Times is { } times)
            _yaml.WriteNumber(ConfigKeys.Times, times);
        if (failure.FailureRate != 100)
            _yaml.WriteNumber(ConfigKeys.FailureRate, failure.FailureRate);
        if (failure.Optional)
            _yaml.WriteTrue(ConfigKeys.Optional);
    });

    private void WriteSyscall(SyscallFailure failure)
    {
        _yaml.WriteText(ConfigKeys.Syscall, failure.Syscall);
        if (failure.OrTwin)
            _yaml.WriteTrue(ConfigKeys.OrTwin);
        if (failure.Errors is { } errors)
            _yaml.WriteItems(ConfigKeys.Error, errors);
        else
            _yaml.WriteItems(ConfigKeys.ReturnCode, failure.ReturnCodes);
        if (failure.Latency != TimeSpan.Zero)
            _yaml.WritePlain(ConfigKeys.Latency, DurationText.Print(failure.Latency));
        if (failure.Jitter != TimeSpan.Zero)
            _yaml.WritePlain(ConfigKeys.Jitter, DurationText.Print(failure.Jitter));
        if (failure.Short is { } bytes)
            _yaml.WriteNumber(ConfigKeys.Short, bytes);
        if (failure.Instead is { } file)
            _yaml.WriteText(ConfigKeys.Instead, file);
        if (failure.When is { } filter)
        {
            _yaml.WriteKey(ConfigKeys.When);
            WriteFilter(filter);
        }

        if (failure.AllowRuntimeCritical)
            _yaml.WriteTrue(ConfigKeys.AllowRuntimeCritical);
    }

    private void WriteFilter(CallFilter filter) => _yaml.WriteMapping(() =>
    {
        _yaml.WriteItems(ConfigKeys.Path, filter.Paths);
        if (filter.Descriptor is { } descriptor)
            _yaml.WriteNumber(ConfigKeys.Descriptor, descriptor);
        _yaml.WriteItems(ConfigKeys.Address, filter.Addresses);
        _yaml.WriteItems(ConfigKeys.Port, filter.Ports);
        _yaml.WriteItems(ConfigKeys.Arguments, filter.Arguments);
    });

    private void WriteNetwork(NetworkFailure failure)
    {
        if (failure.Protocol != NetworkProtocol.Any)
            _yaml.WritePlain(ConfigKeys.Protocol, NetworkProtocolNames.Of(failure.Protocol));
        if (failure.Action != PacketAction.Drop)
            _yaml.WritePlain(ConfigKeys.Action, PacketActionNames.Of(failure.Action));
        if (failure.FixChecksum)
            _yaml.WriteTrue(ConfigKeys.FixChecksum);
        if (failure is OutgoingNetworkFailure outgoing)
        {
            _yaml.WriteItems(ConfigKeys.DestinationPort, outgoing.DestinationPorts);
            _yaml.WriteItems(ConfigKeys.DestinationAddress, outgoing.DestinationAddresses);
        }

        _yaml.WriteItems(ConfigKeys.SourcePort, failure.SourcePorts);
        _yaml.WriteItems(ConfigKeys.SourceAddress, failure.SourceAddresses);
        _yaml.WriteItems(ConfigKeys.LocalPort, failure.LocalPorts);
        if (failure.MinLength != 0)
            _yaml.WriteNumber(ConfigKeys.MinLength, failure.MinLength);
        _yaml.WriteItems(ConfigKeys.Interfaces, failure.Interfaces);
    }

    private void WriteTarget(ProcessTarget target) => _yaml.WriteMapping(() =>
    {
        if (target.ProcessName is { } name)
            _yaml.WriteText(ConfigKeys.ProcessName, name);
        else if (target.IsAnyThread)
            _yaml.WritePlain(ConfigKeys.Self, ConfigKeys.AnyThread);
        else
            _yaml.WriteTrue(ConfigKeys.Self);
    });
}
