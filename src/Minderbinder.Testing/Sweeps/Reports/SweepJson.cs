using System.Text.Json;
using System.Text.Json.Serialization;

namespace Minderbinder.Testing.Sweeps;

/// <summary>A report as JSON.</summary>
internal static class SweepJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write(SweepReport report) => JsonSerializer.Serialize(
        new
        {
            report.Name,
            report.Seed,
            ElapsedMs = (long)report.Elapsed.TotalMilliseconds,
            Points = report.Points.Select(point =>
                new { Label = $"{point}", point.Syscall, point.Subject, point.Ordinal, AtMs = point.At.TotalMilliseconds, point.ProcessName }),
            report.Possible,
            report.Planned,
            Made = report.Results.Count,
            report.Reached,
            report.Passed,
            report.NotReached,
            Runs = report.Results.Select(result => new
            {
                Case = $"{result.Case}",
                result.Outcome,
                result.IsReached,
                DurationMs = result.Duration.TotalMilliseconds,
                Problem = result.Problem.Length == 0 ? null : result.Problem,
            }),
            Findings = report.Findings.Select(Of),
            Silences = report.Silences.Select(silence => new { Case = $"{silence.First.Case}", silence.Key, Runs = silence.Results.Count }),
            report.Mended,
            report.LeftOut,
            report.UntoldCalls,
        },
        Options);

    private static object Of(SweepFinding finding) => new
    {
        finding.Key,
        finding.First.Outcome,
        finding.IsKnown,
        Exception = finding.First.ExceptionType,
        finding.First.Problem,
        Cases = finding.Results.Select(result => $"{result.Case}"),
        Config = finding.Yaml,
        Evidence = finding.First.Evidence is { } evidence ? JsonSerializer.Deserialize<JsonElement>(evidence.ToJson()) : (JsonElement?)null,
        finding.First.Output,
    };
}
