using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Minderbinder.Testing;

/// <summary>Writes a config as the YAML that <see cref="ConfigReader"/> reads. Defaults are left out.</summary>
internal sealed partial class ConfigWriter
{
    // As wide as it takes, for a folded line is hard to read; and the same line ends everywhere.
    private static readonly EmitterSettings Settings =
        EmitterSettings.Default.WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n");

    private readonly Emitter _emitter;

    private ConfigWriter(TextWriter output) => _emitter = new Emitter(output, Settings);

    public static string Write(FailureConfig config)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        new ConfigWriter(output).WriteDocument(config);
        return output.ToString();
    }

    private void WriteDocument(FailureConfig config)
    {
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
        WriteMapping(() =>
        {
            if (config.Seed is { } seed)
                WriteNumber(ConfigKeys.Seed, seed);
            if (config.DenyIoUring)
                WritePlain(ConfigKeys.IoUring, ConfigKeys.Deny);
            WriteKey(ConfigKeys.Root);
            WriteMapping(() =>
            {
                foreach (var section in ConfigSection.All.Where(section => config.Failures.Any(section.Holds)))
                {
                    WriteKey(section.Name);
                    WriteList(config.Failures.Where(section.Holds), WriteFailure);
                }
            });
        });
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
    }

    private void WriteFailure(Failure failure) => WriteMapping(() =>
    {
        if (failure.Name is { } name)
            WriteText(ConfigKeys.Name, name);

        if (failure is SyscallFailure syscall)
            WriteSyscall(syscall);

        if (failure.Targets.Count > 0)
        {
            WriteKey(ConfigKeys.Targets);
            WriteList(failure.Targets, WriteTarget);
        }

        if (failure.Delay != TimeSpan.Zero)
            WriteNumber(ConfigKeys.DelayMs, failure.Delay.TotalMilliseconds);
        if (failure.Skip != 0)
            WriteNumber(ConfigKeys.Skip, failure.Skip);
        if (failure.Every != 1)
            WriteNumber(ConfigKeys.Every, failure.Every);
        if (failure.Times is { } times)
            WriteNumber(ConfigKeys.Times, times);
        if (failure.FailureRate != 100)
            WriteNumber(ConfigKeys.FailureRate, failure.FailureRate);
        if (failure.Optional)
            WriteTrue(ConfigKeys.Optional);
    });

    private void WriteSyscall(SyscallFailure failure)
    {
        WriteText(ConfigKeys.Syscall, failure.Syscall);
        if (failure.Errors is { } errors)
            WriteItems(ConfigKeys.Error, errors);
        else
            WriteItems(ConfigKeys.ReturnCode, failure.ReturnCodes);
        if (failure.When is { } filter)
        {
            WriteKey(ConfigKeys.When);
            WriteFilter(filter);
        }

        if (failure.AllowRuntimeCritical)
            WriteTrue(ConfigKeys.AllowRuntimeCritical);
    }

    private void WriteFilter(CallFilter filter) => WriteMapping(() =>
    {
        WriteItems(ConfigKeys.Path, filter.Paths);
        if (filter.Descriptor is { } descriptor)
            WriteNumber(ConfigKeys.Descriptor, descriptor);
        WriteItems(ConfigKeys.Address, filter.Addresses);
        WriteItems(ConfigKeys.Port, filter.Ports);
        WriteItems(ConfigKeys.Arguments, filter.Arguments);
    });

    private void WriteTarget(ProcessTarget target) => WriteMapping(() =>
    {
        if (target.ProcessName is { } name)
            WriteText(ConfigKeys.ProcessName, name);
        else
            WriteTrue(ConfigKeys.Self);
    });

    private void WriteText(string key, string text)
    {
        WriteKey(key);
        WriteText(text);
    }

    // A name that no reader of YAML could take for anything else stays plain. Quotes can hold any character.
    private void WriteText(string text) =>
        WriteScalar(text, PlainText().IsMatch(text) && !ReservedWord().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);

    /// <summary>A list on one line; a single item without one; nothing if there is none.</summary>
    private void WriteItems<T>(string key, ValueList<T> items)
        where T : notnull
    {
        if (items.Count == 0)
            return;

        WriteKey(key);
        if (items.Count == 1)
            WriteItem(items[0]);
        else
            WriteList(items, WriteItem, SequenceStyle.Flow);
    }

    private void WriteItem<T>(T item)
        where T : notnull
    {
        if (item is long or PortRange)
            WriteScalar(string.Create(CultureInfo.InvariantCulture, $"{item}"), ScalarStyle.Plain);
        else
            WriteText(item.ToString()!);
    }

    private void WriteNumber(string key, IFormattable number) =>
        WritePlain(key, number.ToString(format: null, CultureInfo.InvariantCulture));

    private void WriteTrue(string key) => WritePlain(key, "true");

    private void WritePlain(string key, string text)
    {
        WriteKey(key);
        WriteScalar(text, ScalarStyle.Plain);
    }

    private void WriteKey(string key) => WriteScalar(key, ScalarStyle.Plain);

    private void WriteScalar(string text, ScalarStyle style) =>
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    private void WriteList<T>(IEnumerable<T> items, Action<T> writeItem, SequenceStyle style = SequenceStyle.Block)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var item in items)
            writeItem(item);
        _emitter.Emit(new SequenceEnd());
    }

    private void WriteMapping(Action writeEntries)
    {
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        writeEntries();
        _emitter.Emit(new MappingEnd());
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.-]*\\z")]
    private static partial Regex PlainText();

    [GeneratedRegex("^(null|true|false|yes|no|on|off|y|n)\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReservedWord();
}
