using System.Globalization;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>What came up to a moment.</summary>
internal sealed record RequestReport(IReadOnlyList<ReceivedRequest> Requests, long Dropped)
{
    private const int Listed = 25;

    public static string Count(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "request" : "requests")}");

    public IReadOnlyList<ReceivedRequest> Matching(RequestPattern pattern) =>
        [.. Requests.Where(pattern.Matches)];

    /// <summary>The last requests, a line for each.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            if (Dropped > 0)
                yield return $"({Count((int)Math.Min(Dropped, int.MaxValue))} before these dropped; raise SayYesOptions.RequestsKept to keep more)";
            if (Requests.Count > Listed)
                yield return string.Create(CultureInfo.InvariantCulture, $"({Requests.Count - Listed} more in SayYesServer.Requests)");
            foreach (var request in Requests.TakeLast(Listed))
                yield return request.ToString();
        }
    }

    public override string ToString() =>
        Requests.Count == 0 && Dropped == 0 ? "Nothing has come at all." : $"What came:\n  {string.Join("\n  ", Lines)}";
}
