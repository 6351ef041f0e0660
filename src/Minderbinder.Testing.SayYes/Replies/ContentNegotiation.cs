using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>
/// Finds the reply that fits an Accept header (RFC 9110, 12.5.1): of what the client names or a wildcard covers, the type with the highest
/// quality; then the one it names more precisely; then one with a body to show; then the one it names first.
/// </summary>
internal static class ContentNegotiation
{
    public static Reply Choose(HttpRequest request)
    {
        // No Accept, or one that nobody can read: anything will do.
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) || ranges.Count == 0)
            return Representation.Default.ToReply();

        var candidates = Representation.Offered.Concat(
            ranges.Where(range => range is { MatchesAllSubTypes: false }).Select(range => Representation.Of(range.MediaType.ToString())));

        return candidates
            .Select(candidate => (Candidate: candidate, Range: MostSpecific(ranges, candidate)))
            .Where(choice => choice.Range is { Quality: not 0 })
            .OrderByDescending(choice => choice.Range!.Quality ?? 1)
            .ThenByDescending(choice => Specificity(choice.Range!))
            .ThenByDescending(choice => choice.Candidate.Body.Length > 0)
            .ThenBy(choice => ranges.IndexOf(choice.Range!))
            .Select(choice => choice.Candidate.ToReply())
            .FirstOrDefault(new Reply(StatusCodes.Status200OK, null, default));
    }

    private static MediaTypeHeaderValue? MostSpecific(IList<MediaTypeHeaderValue> ranges, Representation candidate) =>
        ranges.Where(range => Covers(range, candidate.MediaType)).MaxBy(Specificity);

    private static bool Covers(MediaTypeHeaderValue range, string mediaType) =>
        range.MatchesAllTypes
        || (range.MatchesAllSubTypes
            ? mediaType.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase)
            : range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase));

    private static int Specificity(MediaTypeHeaderValue range) => range switch
    {
        { MatchesAllTypes: true } => 0,
        { MatchesAllSubTypes: true } => 1,
        _ => 2,
    };
}
