namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>For tests that look at all that is in the kernel, or that need it for themselves: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AloneInTheKernel), DisableParallelization = true)]
public class AloneInTheKernel;
