using System.ComponentModel;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using NUnit.Framework.Internal.Commands;

namespace Minderbinder.Testing;

/// <content>
/// In place of <c>[Test]</c>: each run sets up and tears down. Runs share the object of the test class; with <see cref="MaxParallel"/> above 1
/// they do so at the same time.
/// </content>
public sealed partial class SweepFailuresAttribute : NUnitAttribute, ISimpleTestBuilder, IImplyFixture, IRepeatTest
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

    /// <summary>Called by NUnit: makes the test.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TestMethod BuildFrom(IMethodInfo method, Test? suite) => new NUnitTestCaseBuilder().BuildTestMethod(method, suite, null);

    /// <summary>Called by NUnit: runs it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TestCommand Wrap(TestCommand command) => new SweepTestCommand(this, command);
}
