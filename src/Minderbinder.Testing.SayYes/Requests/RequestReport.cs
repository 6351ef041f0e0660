using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.SayYes.Requests;

/// <summary>What came up to a moment.</summary>
internal sealed record RequestReport(IReadOnlyList<ReceivedRequest> Requests, long LetGo)
{
    private const int Listed = 25;

    public static string Count(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "request" : "requests")}");

    public IReadOnlyList<ReceivedRequest> Matching(RequestPattern pattern) =>
        [.. Requests.Where(pattern.Matches)];

    /// <summary>The last requests, a line for each.</summary>
    public override string ToString()
    {
        if (Requests.Count == 0 && LetGo == 0)
            return "Nothing has come at all.";

        var text = new StringBuilder("What came:");
        if (LetGo > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  ({LetGo} requests before these were let go; raise SayYesOptions.RequestsKept to keep them)");
        if (Requests.Count > Listed)
            text.Append(CultureInfo.InvariantCulture, $"\n  ({Requests.Count - Listed} more in SayYesServer.Requests)");
        foreach (var request in Requests.TakeLast(Listed))
            text.Append("\n  ").Append(request);
        return text.ToString();
    }
}
