namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[FailureConfigData]</c> says about one row of a test: the config of its file.</summary>
internal sealed class CaseDeclaration(FailureCase failures) : ConfigDeclaration
{
    public override string Text => $"[FailureConfigData] with {failures.Name}";

    public override FailureConfig ToConfig() => failures.Config;
}
