using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Minderbinder.Testing.Analyzers;

/// <summary>What becomes of the result of a call.</summary>
internal static class Calls
{
    /// <summary>Whether nothing takes it.</summary>
    public static bool IsDropped(IInvocationOperation call) => call.Parent is IExpressionStatementOperation
        or ISimpleAssignmentOperation { Target: IDiscardOperation };

    /// <summary>The declaration of the local that takes it, if one does, in whose block it stands.</summary>
    /// <param name="value">The call, or an expression around it.</param>
    /// <param name="uses">All that names the local in that block.</param>
    public static LocalDeclarationStatementSyntax? LocalOf(SyntaxNode value, out IEnumerable<IdentifierNameSyntax> uses)
    {
        uses = [];
        if (value.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            || variable.Parent?.Parent is not LocalDeclarationStatementSyntax { Parent: { } block } declaration)
            return null;
        uses = block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == variable.Identifier.ValueText);
        return declaration;
    }
}
