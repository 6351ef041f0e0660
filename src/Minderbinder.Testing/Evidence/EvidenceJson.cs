using System.Text.Json;
using System.Text.Json.Serialization;

namespace Minderbinder.Testing;

/// <summary>The evidence as JSON.</summary>
internal static class EvidenceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(ScopeEvidence evidence) => JsonSerializer.Serialize(
        new
        {
            evidence.Seed,
            evidence.LostMemberEvents,
            evidence.LostMembers,
            evidence.IoUringSetups,
            evidence.LostPrivileges,
            Failures = evidence.Failures.Select(failure => new
            {
                Name = failure.Failure.DisplayName,
                failure.Mechanism,
                failure.Called,
                failure.Filtered,
                failure.TooEarly,
                failure.Matched,
                failure.Injected,
                failure.Unreadable,
                failure.DroppedEvents,
                failure.Doubt,
                failure.Unjudged,
                failure.NearMisses,
            }),
            Changes = evidence.Changes.Select(change => new { Name = change.Failure.DisplayName, change.At, change.FailureRate, change.IsPaused }),
            Connections = evidence.Connections.Select(connection => new
            {
                connection.Host,
                Endpoint = connection.Endpoint.ToString(),
                connection.ProcessId,
                connection.ProcessName,
                Failure = connection.Failure?.DisplayName,
                connection.Count,
            }),
            Members = evidence.Members.Select(member => new { member.ProcessId, Names = member.Names.ToArray(), member.ExitCode }),
        },
        Options);
}
