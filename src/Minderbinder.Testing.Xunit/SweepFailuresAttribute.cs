using Xunit;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <content>As a fact of xUnit: each run has an object of the test class of its own.</content>
[XunitTestCaseDiscoverer("Minderbinder.Testing.SweepDiscoverer", "Minderbinder.Testing.Xunit")]
public sealed partial class SweepFailuresAttribute : FactAttribute
{
    /// <summary>Sweeps the system calls on files and folders.</summary>
    public SweepFailuresAttribute()
        : this(SyscallGroup.Files)
    {
    }

    /// <summary>Sweeps groups of system calls.</summary>
    /// <param name="syscalls">The groups.</param>
    public SweepFailuresAttribute(SyscallGroup syscalls) => _syscalls = syscalls;

    /// <summary>Sweeps system calls by name.</summary>
    /// <param name="syscalls">The kernel's names, for example <c>fsync</c>.</param>
    public SweepFailuresAttribute(string[] syscalls) => _syscalls = SyscallSelection.Create(syscalls);
}
