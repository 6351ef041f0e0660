using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace Minderbinder.Testing;

// Optional parameters on overloads: what tells these apart is the type of the first.
#pragma warning disable RS0026

/// <content>As a fact of xUnit: each run has an object of the test class of its own.</content>
[XunitTestCaseDiscoverer(typeof(SweepDiscoverer))]
public sealed partial class SweepFailuresAttribute : FactAttribute
{
    /// <summary>Sweeps groups of system calls.</summary>
    /// <param name="syscalls">The groups.</param>
    /// <param name="sourceFile">The compiler fills it in.</param>
    /// <param name="sourceLine">The compiler fills it in.</param>
    public SweepFailuresAttribute(
        SyscallGroup syscalls = SyscallGroup.Files, [CallerFilePath] string? sourceFile = null, [CallerLineNumber] int sourceLine = -1)
        : base(sourceFile, sourceLine) => _syscalls = syscalls;

    /// <summary>Sweeps system calls by name.</summary>
    /// <param name="syscalls">The kernel's names, for example <c>fsync</c>.</param>
    /// <param name="sourceFile">The compiler fills it in.</param>
    /// <param name="sourceLine">The compiler fills it in.</param>
    public SweepFailuresAttribute(string[] syscalls, [CallerFilePath] string? sourceFile = null, [CallerLineNumber] int sourceLine = -1)
        : base(sourceFile, sourceLine) => _syscalls = SyscallSelection.Create(syscalls);
}
