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
        var disk = FirstFolder(home);
        var subjects = new Dictionary<(string Syscall, SubjectKind Kind, string Subject), Subject>();
        var groups = new Dictionary<(string Syscall, SubjectKind Kind, string Subject), CallGroup>();
        var counts = new Dictionary<(string Syscall, string Counted), long>();
        for (var position = 0; position < calls.Count; position++)
        {
            var call = calls[position];
            var key = (call.Syscall, call.Kind, call.Subject);
            if (!subjects.TryGetValue(key, out var subject))
                subjects.Add(key, subject = SubjectOf(call));
            var inAll = Count(call.Syscall, "");
            var ordinal = call.Kind == SubjectKind.None ? inAll : Count(call.Syscall, subject.Pattern);
            var inPlace = call.Kind == SubjectKind.None || isNarrowed ? inAll : Count(call.Syscall, subject.Place);

            // What lies in a folder of the run lies in one of the machine, too.
            if (call.Kind == SubjectKind.Path && !call.Subject.StartsWith('/'))
                Count(call.Syscall, disk);
            subject.Group?.Members.Add(new CallGroup.Member(position, ordinal, inPlace));
        }

        return [.. groups.Values];

        long Count(string syscall, string counted) => ++CollectionsMarshal.GetValueRefOrAddDefault(counts, (syscall, counted), out _);

        Subject SubjectOf(in ObservedCall call)
        {
            var (pattern, place) = (patterns.Of(call), PlaceOf(call));
            if (!options.Syscalls.Means(call.Syscall, call.Kind)
                || (call.Kind == SubjectKind.Path && excluded?.Matches(Absolute(call.Subject)) == true))
                return new Subject(pattern, place, null);
            var key = (call.Syscall, call.Kind, pattern);
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, group = new CallGroup(call.Syscall, call.Kind, pattern, place));
            return new Subject(pattern, place, group);
        }
    }

    private static byte[] Absolute(string path) => Encoding.UTF8.GetBytes(path.StartsWith('/') ? path : $"/{path}");

    /// <summary>The folder that is taken for a disk: the run's own, or else the first one of the path.</summary>
    private static string PlaceOf(in ObservedCall call) => call.Kind switch
    {
        SubjectKind.Path => call.Subject.StartsWith('/') ? FirstFolder(call.Subject) : $"{call.Subject.Split('/')[0]}/**",
        SubjectKind.Peer => AnyPeer,
        _ => "",
    };

    private static string FirstFolder(string path) =>
        path.IndexOf('/', 1) is > 0 and var end ? $"{SubjectPatterns.Quote(path[..end])}/**" : SubjectPatterns.Quote(path);

    /// <summary>What calls are about that are about the same.</summary>
    /// <param name="Pattern">What is stable of it.</param>
    /// <param name="Place">What a failure for good is about.</param>
    /// <param name="Group">The group that they belong to; null if they are left alone.</param>
    private sealed record Subject(string Pattern, string Place, CallGroup? Group);
}
