namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[FailureConfigData]</c> of all frameworks has: the folder with the configs of its rows.</summary>
internal interface IFailureFolder
{
    string Folder { get; }
}
