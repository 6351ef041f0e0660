using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Minderbinder.Testing.Analyzers;

/// <summary>Warns of failures that do not mean what they seem to mean: in records, and in attributes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailureAnalyzer : DiagnosticAnalyzer
{
    private const string Namespace = "Minderbinder.Testing";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.FractionOfPercent, Rules.PositiveReturnCode, Rules.UnknownSyscall];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);
        context.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment);
    }

    private static void AnalyzeCreation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!IsOurs(creation.Type, "SyscallFailure") && !IsOurs(creation.Type, "InjectFailureAttribute"))
            return;

        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter?.Name == "syscall" && argument.Value.ConstantValue is { HasValue: true, Value: string name })
                CheckName(context, argument.Value, name);
            if (argument.Parameter?.Name == "returnCode")
                CheckReturnCode(context, argument.Value);
        }
    }

    private static void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property }
            || property.ContainingNamespace?.ToDisplayString() != Namespace)
            return;

        if (property.Name == "FailureRate" && Number(assignment.Value) is > 0 and < 1 and var rate)
        {
            var percent = ((decimal)rate * 100).ToString("0.##########", CultureInfo.InvariantCulture);
            Report(context, Rules.FractionOfPercent, assignment.Value, percent, rate.ToString(CultureInfo.InvariantCulture), percent);
        }

        if (property.Name == "ReturnCode" && property.ContainingType.Name == "InjectFailureAttribute")
            CheckReturnCode(context, assignment.Value);
    }

    private static void CheckName(OperationAnalysisContext context, IOperation value, string name)
    {
        if (SyscallTable.Names.Contains(name))
            return;
        var nearest = NearestName.To(name, SyscallTable.Names);
        Report(
            context,
            Rules.UnknownSyscall,
            value,
            nearest is null ? null : $"\"{nearest}\"",
            name,
            nearest is null ? "; 'man 2 syscalls' lists the names" : $"; did you mean '{nearest}'?");
    }

    private static void CheckReturnCode(OperationAnalysisContext context, IOperation value)
    {
        if (Number(value) is { } code && code >= 1 && code == Math.Floor(code) && code < int.MaxValue && Enum.IsDefined(typeof(Errno), (int)code))
            Report(
                context,
                Rules.PositiveReturnCode,
                value,
                $"Errno.{(Errno)(int)code}",
                code.ToString(CultureInfo.InvariantCulture),
                $"{(Errno)(int)code}");
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation at, string? instead, params string[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(
            rule, at.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Rules.Instead, instead), [.. words]));

    private static double? Number(IOperation value) => value.ConstantValue switch
    {
        { HasValue: true, Value: double number } => number,
        { HasValue: true, Value: long number } => number,
        { HasValue: true, Value: int number } => number,
        _ => null,
    };

    private static bool IsOurs(ITypeSymbol? type, string name) => type?.Name == name && type.ContainingNamespace?.ToDisplayString() == Namespace;
}
