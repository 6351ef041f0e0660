using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Minderbinder.Testing.Analyzers;

/// <summary>Writes what a diagnostic of <see cref="FailureAnalyzer"/> says is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InsteadFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Rules.FractionOfPercent.Id, Rules.PositiveReturnCode.Id, Rules.UnknownSyscall.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (!diagnostic.Properties.TryGetValue(Rules.Instead, out var instead) || instead is null)
            return;
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        var value = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        // An attribute takes an error by its constructor, and not where its ReturnCode stands.
        if (diagnostic.Id == Rules.PositiveReturnCode.Id && value.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeArgumentSyntax)
            return;
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Write {instead}",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(
                    root.ReplaceNode(value, SyntaxFactory.ParseExpression(instead).WithTriviaFrom(value)))),
                equivalenceKey: diagnostic.Id),
            diagnostic);
    }
}
