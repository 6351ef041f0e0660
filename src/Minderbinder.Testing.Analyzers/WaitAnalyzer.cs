using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Minderbinder.Testing.Analyzers;

/// <summary>
/// Warns of a process that is started where failures hold, and that nothing waits for: they may be over before it has made a call. Only of those that
/// are plain to see: the result of Process.Start is not used, and no statement after it awaits anything or calls a method that waits.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitAnalyzer : DiagnosticAnalyzer
{
    private const string Namespace = "Minderbinder.Testing";

    /// <summary>By which a test has a scope for the whole of its body.</summary>
    private static readonly ImmutableHashSet<string> ScopeAttributes =
        ["InjectFailureAttribute", "InjectPacketFailureAttribute", "InjectFailuresFromAttribute", "FailureConfigDataAttribute"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.NeverWaitedFor];

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
        if (call.TargetMethod is not { Name: "Start", IsStatic: true }
            || call.TargetMethod.ContainingType.ToDisplayString() != "System.Diagnostics.Process")
            return;
        if (StatementThatDropsIt(call) is { } statement && IsLastThatWaits(statement)
            && IsWhereFailuresHold(call, statement, context.ContainingSymbol))
            context.ReportDiagnostic(Diagnostic.Create(Rules.NeverWaitedFor, call.Syntax.GetLocation()));
    }

    /// <summary>The statement, if the process is forgotten at once, or only in a local that is not mentioned again.</summary>
    private static StatementSyntax? StatementThatDropsIt(IInvocationOperation call)
    {
        if (Calls.IsDropped(call))
            return call.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        var declaration = Calls.LocalOf(call.Syntax.Parent is PostfixUnaryExpressionSyntax forgiven ? forgiven : call.Syntax, out var uses);
        return uses.Any() ? null : declaration;
    }

    private static bool IsLastThatWaits(StatementSyntax statement) =>
        statement.Parent is BlockSyntax { Parent: AnonymousFunctionExpressionSyntax or MethodDeclarationSyntax } block
        && !block.Statements.SkipWhile(other => other != statement).Skip(1).Any(Waits);

    private static bool Waits(StatementSyntax statement) => statement.DescendantNodesAndSelf().Any(node => node switch
    {
        AwaitExpressionSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            or ReturnStatementSyntax { Expression: not null } => true,
        SimpleNameSyntax name =>
            name.Identifier.ValueText.Contains("Wait") || name.Identifier.ValueText is "Sleep" or "Join" or "Result" or "GetResult",
        _ => false,
    });

    /// <summary>In a block of WithFailureConfig, after FailureScope.Open in the same block, or in a test with attributes.</summary>
    private static bool IsWhereFailuresHold(IInvocationOperation call, StatementSyntax statement, ISymbol within)
    {
        if (statement.Parent?.Parent is AnonymousFunctionExpressionSyntax function)
        {
            return call.SemanticModel is { } model && function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax block }
                && model.GetSymbolInfo(block).Symbol is IMethodSymbol { Name: "WithFailureConfig" } method
                && method.ContainingType.ToDisplayString() == $"{Namespace}.FailureInjector";
        }

        return within.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
                && ScopeAttributes.Contains(type.Name) && type.ContainingNamespace.ToDisplayString() == Namespace)
            || OpensScopeBefore(statement, call.SemanticModel);
    }

    private static bool OpensScopeBefore(StatementSyntax statement, SemanticModel? model) =>
        model is not null && ((BlockSyntax)statement.Parent!).Statements.TakeWhile(other => other != statement)
            .OfType<LocalDeclarationStatementSyntax>().SelectMany(declaration => declaration.Declaration.Variables)
            .Any(variable => variable.Initializer?.Value is InvocationExpressionSyntax opened
                && model.GetSymbolInfo(opened).Symbol is IMethodSymbol { Name: "Open" } method
                && method.ContainingType.ToDisplayString() == $"{Namespace}.FailureScope");
}
