using Microsoft.CodeAnalysis;

namespace Minderbinder.Testing.Analyzers;

/// <summary>What the analyzers warn of.</summary>
internal static class Rules
{
    private const string Category = "Minderbinder";

    /// <summary>The key of a diagnostic's property that holds what to write instead.</summary>
    public const string Instead = nameof(Instead);

    public static readonly DiagnosticDescriptor FractionOfPercent = new(
        "MB0001",
        "A failure rate between 0 and 1 is a fraction of a percent",
        "The failure rate is in percent: {0} means {0} %; write {1} for {1} %",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PositiveReturnCode = new(
        "MB0002",
        "A positive return code is a success",
        "The program takes the return code {0} for success; write Errno.{1} to make the call fail with that error",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownSyscall = new(
        "MB0003",
        "There is no system call of that name",
        "There is no system call '{0}'{1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NeverOver = new(
        "MB0004",
        "A scope that is never closed, or a block that is not awaited",
        "{0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NeverWaitedFor = new(
        "MB0005",
        "A process that nothing waits for",
        "Nothing waits for this process, and the failures may be over before it makes a call; keep it, and write 'await process.WaitForExitAsync()'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
