using System.Net;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Run;

/// <summary>What <c>run</c> was asked for.</summary>
internal sealed record RunOptions
{
    public required string Config { get; init; }

    public required string[] CommandLine { get; init; }

    public required ulong? Seed { get; init; }

    public required Mechanism? Mechanism { get; init; }

    public required ReportFormat Report { get; init; }

    public required string? ReportFile { get; init; }

    public required bool RequireInjected { get; init; }

    public required bool IsQuiet { get; init; }

    public required bool IsVerbose { get; init; }

    public required bool HasScreen { get; init; }

    public required IPEndPoint? Metrics { get; init; }
}

/// <summary>The end of a run, as it is written.</summary>
internal enum ReportFormat
{
    Table,
    Json,
    None,
}
