using System.Text;

namespace Minderbinder.Testing.Sweeps;

/// <summary>
/// What stays the same of paths and peers from one run to the next. Two runs of the same thing are held against each other: where a path of one
/// has no equal in the other, the one that is most like it shows which part of it varies, and that part becomes a star.
/// </summary>
internal sealed class SubjectPatterns
{
    /// <summary>More that vary are compared with a part of the others only: it would take long.</summary>
    private const int MostCompared = 500;

    private readonly Dictionary<string, string> _ofPath = [];
    private readonly HashSet<string> _varyingAddresses = [];

    public SubjectPatterns(IReadOnlyList<ObservedCall> first, IReadOnlyList<ObservedCall> second)
    {
        FindPaths(Distinct(first, SubjectKind.Path), Distinct(second, SubjectKind.Path));
        FindPeers(Distinct(first, SubjectKind.Peer), Distinct(second, SubjectKind.Peer));
    }

    /// <summary>The pattern for what a call is about, as a filter takes it; also the label.</summary>
    public string Of(in ObservedCall call) => call.Kind switch
    {
        SubjectKind.Path => _ofPath[call.Subject],
        SubjectKind.Peer when AddressOf(call.Subject) is var address && _varyingAddresses.Contains(address) => $"{address}:*",
        _ => call.Subject,
    };

    /// <summary>The address of a peer, without the port.</summary>
    public static string AddressOf(string peer) => peer[..peer.LastIndexOf(':')];

    private static List<string> Distinct(IReadOnlyList<ObservedCall> calls, SubjectKind kind) =>
        [.. calls.Where(call => call.Kind == kind).Select(call => call.Subject).Distinct()];

    private void FindPaths(List<string> first, List<string> second)
    {
        var (inFirst, inSecond) = (first.ToHashSet(), second.ToHashSet());
        var others = second.Where(path => !inFirst.Contains(path)).Take(MostCompared).Select(path => path.Split('/')).ToList();
        var wild = new List<string>();
        foreach (var path in first.Where(path => !inSecond.Contains(path)).Take(MostCompared))
        {
            var parts = path.Split('/');
            if (others.Where(other => other.Length == parts.Length).MaxBy(other => Likeness(parts, other)) is not { } twin
                || Likeness(parts, twin) == 0)
                continue;
            others.Remove(twin);
            wild.Add(string.Join('/', parts.Zip(twin, Common)));
        }

        // A pattern can mean paths that did not vary, too; they count as it then, for so it counts them.
        string[] patterns = [.. wild.Distinct()];
        var matchers = Array.ConvertAll(patterns, pattern => PathAutomaton.TryCompile([pattern], out _));
        foreach (var path in first)
        {
            var match = Array.FindIndex(matchers, matcher => matcher?.Matches(Absolute(path)) == true);
            _ofPath[path] = match >= 0 ? patterns[match] : Quote(path);
        }
    }

    private void FindPeers(List<string> first, List<string> second) =>
        _varyingAddresses.UnionWith(first.Except(second).Concat(second.Except(first)).Select(AddressOf));

    /// <summary>In the run's own folder, whose place does not matter.</summary>
    private static byte[] Absolute(string path) => Encoding.UTF8.GetBytes(path.StartsWith('/') ? path : $"/{path}");

    private static int Likeness(string[] one, string[] other) =>
        one.Zip(other, (left, right) => left == right ? 1000 : Prefix(left, right) + Suffix(left, right)).Sum() - (one.Contains("") ? 1000 : 0);

    private static string Common(string one, string other)
    {
        if (one == other)
            return Quote(one);
        var prefix = Prefix(one, other);
        return $"{Quote(one[..prefix])}*{Quote(one[^Suffix(one[prefix..], other[prefix..])..])}";
    }

    private static int Prefix(string one, string other) => one.AsSpan().CommonPrefixLength(other);

    private static int Suffix(string one, string other)
    {
        var length = 0;
        while (length < Math.Min(one.Length, other.Length) && one[^(length + 1)] == other[^(length + 1)])
            length++;
        return length;
    }

    /// <summary>A pattern that means this text and no other.</summary>
    public static string Quote(string text) => text.AsSpan().IndexOfAny("*?[\\") < 0 ? text
        : string.Concat(text.Select(character => character is '*' or '?' or '[' or '\\' ? $"\\{character}" : $"{character}"));
}
