using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Minderbinder.Testing;

/// <summary>Writes one YAML document, piece by piece.</summary>
internal sealed partial class YamlWriter(TextWriter output)
{
    // As wide as it takes, for a folded line is hard to read; and the same line ends everywhere.
    private static readonly EmitterSettings Settings =
        EmitterSettings.Default.WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n");

    private readonly Emitter _emitter = new(output, Settings);

    /// <summary>The whole document: a mapping.</summary>
    public void WriteDocument(Action writeEntries)
    {
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart());
        WriteMapping(writeEntries);
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
    }

    public void WriteText(string key, string text)
    {
        WriteKey(key);
        WriteText(text);
    }

    // A name that no reader of YAML could take for anything else stays plain. Quotes can hold any character.
    private void WriteText(string text) =>
        WriteScalar(text, PlainText().IsMatch(text) && !ReservedWord().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted);

    /// <summary>A list on one line; a single item without one; nothing if there is none.</summary>
    public void WriteItems<T>(string key, ValueList<T> items)
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

    public void WriteNumber(string key, IFormattable number) =>
        WritePlain(key, number.ToString(format: null, CultureInfo.InvariantCulture));

    public void WriteTrue(string key) => WritePlain(key, "true");

    public void WritePlain(string key, string text)
    {
        WriteKey(key);
        WriteScalar(text, ScalarStyle.Plain);
    }

    public void WriteKey(string key) => WriteScalar(key, ScalarStyle.Plain);

    private void WriteScalar(string text, ScalarStyle style) =>
        _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    /// <summary>A list with each item on lines of its own.</summary>
    public void WriteList<T>(IEnumerable<T> items, Action<T> writeItem) => WriteList(items, writeItem, SequenceStyle.Block);

    private void WriteList<T>(IEnumerable<T> items, Action<T> writeItem, SequenceStyle style)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var item in items)
            writeItem(item);
        _emitter.Emit(new SequenceEnd());
    }

    public void WriteMapping(Action writeEntries)
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
