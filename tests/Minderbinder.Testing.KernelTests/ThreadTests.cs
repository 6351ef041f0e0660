using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Threads of the test process that there is no room for.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))]
public class ThreadTests
{
    [Fact]
    public void A_thread_that_cannot_be_registered_works_for_no_scope_and_harms_nobody()
    {
        using var programs = BpfObject.Open(NullLogger.Instance);
        programs.Load("the maps");
        var asked = 0;
        var table = new FlowTable(programs, slot => ++asked < 0, NullLogger.Instance);
        Exception? thrown = null;

        var thread = new Thread(() =>
        {
            table.Enter(7); // as the runtime does when a flow is resumed, where nobody can catch
            using (table.Spare())
                table.Enter(0);
            thrown = Should.Throw<ScopeLimitException>(() => table.Spare(7).Dispose());
        });
        thread.UnsafeStart();
        thread.Join();

        asked.ShouldBeGreaterThan(0);
        thrown.ShouldNotBeNull().Message.ShouldStartWith("There is room for 65,536 threads that work for scopes, and no more.");
    }
}
