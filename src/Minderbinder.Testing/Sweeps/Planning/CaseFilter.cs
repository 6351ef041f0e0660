using System.Net;

namespace Minderbinder.Testing.Sweeps;

/// <summary>The filter of a rule that counts the calls of a group, or those of its place.</summary>
internal static class CaseFilter
{
    private static readonly ValueList<string> AnyAddress = ["0.0.0.0/0", "::/0"];

    public static CallFilter? OfSubject(CallGroup group, CallFilter? when) => group.Kind switch
    {
        SubjectKind.Path => (when ?? new CallFilter()) with { Paths = [group.Subject] },
        SubjectKind.Peer => OfPeer(group.Subject, when ?? new CallFilter()),
        _ => when,
    };

    /// <summary>What the user has asked for is narrower than a place.</summary>
    public static CallFilter? OfPlace(CallGroup group, CallFilter? when) => group.Kind switch
    {
        SubjectKind.Path when when is not { Paths.Count: > 0 } => (when ?? new CallFilter()) with { Paths = Paths(group.Place) },
        SubjectKind.Peer when when is not ({ Addresses.Count: > 0 } or { Ports.Count: > 0 }) =>
            (when ?? new CallFilter()) with { Addresses = AnyAddress },
        _ => when,
    };

    private static CallFilter OfPeer(string peer, CallFilter when)
    {
        var address = SubjectPatterns.AddressOf(peer).Trim('[', ']');
        var port = peer[(peer.LastIndexOf(':') + 1)..];
        return when with
        {
            Addresses = [IPAddress.Parse(address).ToString()],
            Ports = port == "*" ? when.Ports : [int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)],
        };
    }

    /// <summary>A folder of the run, itself included: it is opened, and synced.</summary>
    private static ValueList<string> Paths(string place) => place.StartsWith('/') ? [place] : [place[..^"/**".Length], place];
}
