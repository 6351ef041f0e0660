using System.Runtime.InteropServices;
using System.Text;

namespace Minderbinder.Testing.Sweeps;

/// <summary>Sorts the calls of a run by what they are about, and numbers them as rules will count them.</summary>
internal static class CallGroups
{
    private const string AnyPeer = "peer";

    /// <param name="calls">All calls, in order.</param>
    /// <param name="patterns">What is stable of their subjects.</param>
    /// <param name="home">The folder that the runs' own folders are in.</param>
    /// <param name="options">Which of them are left alone: those are counted, but belong to no group.</param>
    public static IReadOnlyList<CallGroup> Of(IReadOnlyList<ObservedCall> calls, SubjectPatterns patterns, string home, SweepOptions options)
    {
        var excluded = options.Except.Count == 0 ? null : PathAutomaton.Compile(options.Except);
        var isNarrowed = options.When is { Paths.Count: > 0 } or { Addresses.Count: > 0 } or { Ports.Count: > 0 };
        var groups = new Dictionary<(string Syscall, SubjectKind Kind, string Subject), CallGroup>();
        var isExcluded = new Dictionary<string, bool>();
        var counts = new Dictionary<(string Syscall, string Counted), long>();
        for (var position = 0; position < calls.Count; position++)
        {
            var call = calls[position];
            var subject = patterns.Of(call);
            var inAll = Count(call.Syscall, "");
            var ordinal = call.Kind == SubjectKind.None ? inAll : Count(call.Syscall, subject);
            var place = PlaceOf(call);
            var inPlace = call.Kind == SubjectKind.None || isNarrowed ? inAll : Count(call.Syscall, place);

            // What lies in a folder of the run lies in one of the machine, too.
            if (call.Kind == SubjectKind.Path && !call.Subject.StartsWith('/'))
                Count(call.Syscall, FirstFolder(home));
            if (!options.Syscalls.Means(call.Syscall, call.Kind) || (call.Kind == SubjectKind.Path && IsExcluded(call.Subject)))
                continue;

            var key = (call.Syscall, call.Kind, subject);
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, group = new CallGroup(call.Syscall, call.Kind, subject, place));
            group.Members.Add(new CallGroup.Member(position, ordinal, inPlace));
        }

        return [.. groups.Values];

        long Count(string syscall, string counted) =>
            ++CollectionsMarshal.GetValueRefOrAddDefault(counts, (syscall, counted), out _);

        bool IsExcluded(string path)
        {
            if (excluded is null)
                return false;
            if (!isExcluded.TryGetValue(path, out var answer))
                isExcluded.Add(path, answer = excluded.Matches(Encoding.UTF8.GetBytes(path.StartsWith('/') ? path : $"/{path}")));
            return answer;
        }
    }

    /// <summary>The folder that is taken for a disk: the run's own, or else the first one of the path.</summary>
    private static string PlaceOf(in ObservedCall call) => call.Kind switch
    {
        SubjectKind.Path => call.Subject.StartsWith('/') ? FirstFolder(call.Subject) : $"{call.Subject.Split('/')[0]}/**",
        SubjectKind.Peer => AnyPeer,
        _ => "",
    };

    private static string FirstFolder(string path) => path.IndexOf('/', 1) is > 0 and var end ? $"{SubjectPatterns.Quote(path[..end])}/**" : SubjectPatterns.Quote(path);
}
