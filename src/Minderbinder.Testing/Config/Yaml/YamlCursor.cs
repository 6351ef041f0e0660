using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;

namespace Minderbinder.Testing;

/// <summary>
/// A value while it is being read: the path that leads to it, and the report that hears of it when it is not what was asked for.
/// The methods then return <see langword="null"/>, or nothing, and reading goes on, so that one pass finds all problems.
/// </summary>
internal sealed record YamlCursor
{
    private readonly YamlReport _report;
    private readonly YamlValue _value;

    public YamlCursor(YamlReport report, string path, YamlValue value)
    {
        _report = report;
        _value = value;
        Path = path;
        report.Place(path, value.Line, value.Column);
        report.RefuseDecoration(path, value);
        if (value is YamlAlias alias)
            Complain($"{alias.Kind} stands for something elsewhere in the file; write it out.");
    }

    public string Path { get; }

    public bool IsNull => _value is YamlScalar { IsNull: true };

    public void Complain(string message) => _report.Add(Path, _value.Line, _value.Column, message);

    /// <summary>The keys of a mapping, of which only the known ones may appear.</summary>
    public MappingReader? Keys(params string[] known) => Keys(known, ReadOnlyDictionary<string, string>.Empty);

    /// <summary>The same where some keys, which are known elsewhere, have an explanation of their own why they may not appear.</summary>
    public MappingReader? Keys(string[] known, IReadOnlyDictionary<string, string> misplaced)
    {
        if (_value is YamlMapping mapping)
            return new MappingReader(_report, Path, mapping, known, misplaced);

        return Refuse<MappingReader>($"must be a mapping, with keys such as '{known[0]}:'");
    }

    /// <summary>The items of a list, each with its place in the path.</summary>
    public IEnumerable<YamlCursor> Items()
    {
        if (_value is YamlList list)
            return list.Items.Select((item, index) => new YamlCursor(_report, $"{Path}[{index}]", item));

        return Refuse<YamlCursor[]>("must be a list, each item after a '- '") ?? [];
    }

    /// <summary>The items of a list that may not be empty, or the value itself where one item needs no list.</summary>
    public IReadOnlyList<YamlCursor> ItemOrItems()
    {
        if (_value is not YamlList)
            return [this];

        YamlCursor[] items = [.. Items()];
        if (items.Length == 0)
            Complain("the list is empty; write something in it.");
        return items;
    }

    /// <summary>Text as it was written: <c>process_name: 7z</c> and <c>process_name: true</c> are names like any other.</summary>
    public string? Text() => _value is YamlScalar { IsNull: false } scalar ? scalar.Text : Refuse<string>("must be text");

    public long? Integer() => Number<long>(NumberStyles.AllowLeadingSign, "a whole number that fits 64 bits");

    /// <summary>A number that a record holds as an int, which cannot hold every number that a file can.</summary>
    public int? Integer(Func<long, string> describeOutOfRange)
    {
        var number = Integer();
        if (number is null or (>= int.MinValue and <= int.MaxValue))
            return (int?)number;

        Complain(describeOutOfRange(number.Value));
        return null;
    }

    public ulong? UnsignedInteger() => Number<ulong>(NumberStyles.None, $"a whole number from 0 to {ulong.MaxValue}");

    public double? Number() => Number<double>(NumberStyles.Float, "a number");

    /// <summary>Whether it is a certain word, without quotes.</summary>
    public bool Is(string word) => _value is YamlScalar { IsPlain: true } scalar && scalar.Text == word;

    public bool? Flag() => (_value as YamlScalar) switch
    {
        { IsPlain: true, Text: "true" or "True" or "TRUE" } => true,
        { IsPlain: true, Text: "false" or "False" or "FALSE" } => false,
        _ => RefuseValue<bool>("must be true or false"),
    };

    private T? Number<T>(NumberStyles styles, string description)
        where T : struct, INumber<T>
    {
        if (_value is YamlScalar scalar && T.TryParse(scalar.Text, styles, CultureInfo.InvariantCulture, out var number))
        {
            if (scalar.IsPlain)
                return number;
            Complain($"must be {description}, not text; remove the quotes around '{scalar.Text}'.");
            return null;
        }

        return RefuseValue<T>($"must be {description}");
    }

    private T? Refuse<T>(string demand)
        where T : class
    {
        if (_value is not YamlAlias)
            Complain($"{demand}, not {_value.Kind}.");
        return null;
    }

    private T? RefuseValue<T>(string demand)
        where T : struct
    {
        Refuse<object>(demand);
        return null;
    }
}
