namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Tests that look at the memory of the whole process, or want a port back that anybody might get meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
