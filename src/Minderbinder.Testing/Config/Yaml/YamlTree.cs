using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Minderbinder.Testing;

/// <summary>
/// Turns the events of a parser into a tree of <see cref="YamlValue"/>. YamlDotNet's own tree would stop at the first duplicate key, and
/// resolve aliases before anybody could point at them.
/// </summary>
internal static class YamlTree
{
    // The tree is read by recursion, and a file of brackets must not overflow the stack. A config needs 7 levels.
    private const int MaxDepth = 32;

    /// <summary>The value that starts at the parser's current event.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlValue Read(Parser parser) => ReadValue(parser, depth: 0);

    private static YamlValue ReadValue(Parser parser, int depth)
    {
        var current = parser.Current!;
        if (depth > MaxDepth)
            throw new YamlException(current.Start, current.End, $"lists and mappings are nested more than {MaxDepth} levels deep");

        var (line, column) = ((int)current.Start.Line, (int)current.Start.Column);
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return new YamlAlias(line, column, alias.Value.Value);

        var decoration = DecorationOf((NodeEvent)current);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(line, column, decoration, scalar.Value, scalar.Style == ScalarStyle.Plain);

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadValue(parser, depth + 1));
            return new YamlList(line, column, decoration, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<(YamlValue, YamlValue)>();
        while (!parser.TryConsume<MappingEnd>(out _))
            entries.Add(ReadEntry(parser, depth + 1));
        return new YamlMapping(line, column, decoration, entries);
    }

    private static (YamlValue Key, YamlValue Value) ReadEntry(Parser parser, int depth)
    {
        var start = parser.Current!.Start;
        var key = ReadValue(parser, depth);

        // YamlDotNet lets ": value" pass as an entry of one part.
        return parser.Current is MappingEnd
            ? throw new YamlException(start, start, "a value stands here, or before it, that has no key")
            : (key, ReadValue(parser, depth));
    }

    private static string? DecorationOf(NodeEvent node) =>
        !node.Anchor.IsEmpty ? $"anchor '&{node.Anchor.Value}'"
        : !node.Tag.IsEmpty ? $"tag '{node.Tag}'"
        : null;
}
