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
        if (failure.FailureRate != 100)
            WriteNumber(ConfigKeys.FailureRate, failure.FailureRate);
    });

    private void WriteSyscall(SyscallFailure failure)
    {
        WriteText(ConfigKeys.Syscall, failure.Syscall);
        if (failure.Error is { } error)
            WritePlain(ConfigKeys.Error, error.ToString());
        else
            WriteNumber(ConfigKeys.ReturnCode, failure.ReturnCode);
        if (failure.AllowRuntimeCritical)
            WriteTrue(ConfigKeys.AllowRuntimeCritical);
    }

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
        // A name that no reader of YAML could take for anything else stays plain. Quotes can hold any character.
        WriteScalar(text, PlainText().IsMatch(text) && !ReservedWord().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);
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

    private void WriteList<T>(IEnumerable<T> items, Action<T> writeItem)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
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
