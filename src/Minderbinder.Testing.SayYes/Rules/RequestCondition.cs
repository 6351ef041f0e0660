namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>What must hold of a request besides its method and path.</summary>
/// <param name="NeedsBody">Whether it can be decided only when the request was read to its end.</param>
/// <param name="Holds">Decides.</param>
internal sealed record RequestCondition(bool NeedsBody, Func<ReceivedRequest, bool> Holds);
