namespace Minderbinder.Testing;

/// <summary>A piece of YAML, and where it stands. Lines and columns count from 1.</summary>
/// <param name="Line">The line of its first character.</param>
/// <param name="Column">The column of its first character.</param>
/// <param name="Decoration">An anchor or a tag before it, for which a failure config has no use; <see langword="null"/> for none.</param>
internal abstract record YamlValue(int Line, int Column, string? Decoration)
{
    /// <summary>What it is, for a message that wanted something else.</summary>
    public abstract string Kind { get; }
}

/// <summary>Text, a number, a truth value or nothing: YAML does not say which until somebody asks.</summary>
internal sealed record YamlScalar(int Line, int Column, string? Decoration, string Text, bool IsPlain)
    : YamlValue(Line, Column, Decoration)
{
    /// <summary>Whether nothing stands there: <c>key:</c>, or one of YAML's words for nothing.</summary>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsNull ? "nothing" : $"'{Text}'";
}

internal sealed record YamlList(int Line, int Column, string? Decoration, IReadOnlyList<YamlValue> Items)
    : YamlValue(Line, Column, Decoration)
{
    public override string Kind => "a list";
}

internal sealed record YamlMapping(int Line, int Column, string? Decoration, IReadOnlyList<(YamlValue Key, YamlValue Value)> Entries)
    : YamlValue(Line, Column, Decoration)
{
    public override string Kind => "a mapping with keys";
}

/// <summary>A reference to an anchor: never resolved, always a problem.</summary>
internal sealed record YamlAlias(int Line, int Column, string Name) : YamlValue(Line, Column, Decoration: null)
{
    public override string Kind => $"the alias '*{Name}'";
}
