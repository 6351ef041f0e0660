using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Minderbinder.Testing.Analyzers;

/// <summary>Warns of scopes that nobody closes, and of blocks that nobody awaits: their failures hold longer than the test.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LifetimeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NeverOver];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        if (context is null)
            throw new ArgumentNullException(nameof(context));
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var problem = Name(call.TargetMethod) switch
        {
            "Minderbinder.Testing.FailureScope.Open" when Calls.IsDropped(call) || IsInLocalThatNobodyDisposes(call) =>
                "Nothing closes this scope, and its failures hold on; write 'await using' before it",
            "Minderbinder.Testing.FailureInjector.WithFailureConfig" when !call.TargetMethod.ReturnsVoid && Calls.IsDropped(call) =>
                "This block is not awaited, and the test may end before it; write 'await' before it",
            _ => null,
        };
        if (problem is not null)
            context.ReportDiagnostic(Diagnostic.Create(Rules.NeverOver, call.Syntax.GetLocation(), problem));
    }

    private static string Name(IMethodSymbol method) => $"{method.ContainingType.ToDisplayString()}.{method.Name}";

    /// <summary>A plain local of which nothing else is said than its own members, and never Dispose or DisposeAsync.</summary>
    private static bool IsInLocalThatNobodyDisposes(IInvocationOperation call) =>
        Calls.LocalOf(call.Syntax, out var uses) is { } declaration && declaration.UsingKeyword.IsKind(SyntaxKind.None)
        && uses.All(use => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use
            && access.Name.Identifier.ValueText is not ("Dispose" or "DisposeAsync"));
}
