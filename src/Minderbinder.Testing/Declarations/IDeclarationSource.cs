namespace Minderbinder.Testing.Declarations;

/// <summary>What the attributes of all test frameworks have in common, whatever their base classes.</summary>
internal interface IDeclarationSource
{
    Declaration Declaration { get; }
}
