using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Minderbinder.Testing;

/// <summary>How a scope is opened.</summary>
public sealed class FailureScopeOptions
{
    /// <summary>
    /// Gets what the library, libbpf and the kernel's verifier have to say. Defaults to nothing; nothing is ever written
    /// to the console.
    /// </summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// The one mechanism that may be used for system calls. Defaults to null: the best one that this kernel has, for
    /// each system call.
    /// </summary>
    public Mechanism? Mechanism { get; init; }
}
