using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>
/// What BTF leaves out of bpf/shared.h: which structs and unions are in it, and its constants. Understands the C that is written there, not all
/// that could be.
/// </summary>
internal sealed partial class SharedHeader
{
    private readonly Dictionary<string, long> _constants = [];

    public SharedHeader(string text)
    {
        var code = Comment().Replace(text, "");
        Structs = [.. StructStart().Matches(code).Select(match => match.Groups["name"].Value)];
        foreach (Match define in Define().Matches(code))
            _constants.Add(define.Groups["name"].Value, Number(define.Groups["value"].Value));
        foreach (Match list in EnumList().Matches(code))
        {
            var next = 0L;
            foreach (var parts in list.Groups["items"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => item.Split('=', StringSplitOptions.TrimEntries)))
            {
                _constants.Add(parts[0], next = parts.Length > 1 ? Number(parts[1]) : next);
                next++;
            }
        }
    }

    /// <summary>The header that this assembly was built with.</summary>
    public static SharedHeader Embedded { get; } = new(Encoding.UTF8.GetString(Resource.Read(typeof(SharedHeader).Assembly, "shared.h")));

    public IReadOnlyList<string> Structs { get; }

    /// <summary>Those that are plain numbers.</summary>
    public IReadOnlyDictionary<string, long> Constants => _constants;

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:struct|union) (?<name>\w+) \{", RegexOptions.Multiline)]
    private static partial Regex StructStart();

    [GeneratedRegex(@"^#define[ \t]+(?<name>\w+)[ \t]+(?<value>-?\d+|0x[0-9a-fA-F]+)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Define();

    [GeneratedRegex(@"^enum(?: \w+)? \{(?<items>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex EnumList();
}
