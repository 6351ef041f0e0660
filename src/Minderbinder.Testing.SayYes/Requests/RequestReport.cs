using System.Globalization;
using System.Text;

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
    public override string ToString()
    {
        if (Requests.Count == 0 && Dropped == 0)
            return "Nothing has come at all.";

        var text = new StringBuilder("What came:");
        if (Dropped > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  ({Count((int)Math.Min(Dropped, int.MaxValue))} before these dropped; raise SayYesOptions.RequestsKept to keep more)");
        if (Requests.Count > Listed)
            text.Append(CultureInfo.InvariantCulture, $"\n  ({Requests.Count - Listed} more in SayYesServer.Requests)");
        foreach (var request in Requests.TakeLast(Listed))
            text.Append("\n  ").Append(request);
        return text.ToString();
    }
}
