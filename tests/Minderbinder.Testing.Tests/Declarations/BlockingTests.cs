using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

public class BlockingTests
{
    /// <summary>Its one thread is the one that waits.</summary>
    [Fact]
    public void A_synchronization_context_that_never_gets_to_it_does_not_matter()
    {
        var context = new Busy();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            Blocking.Run(async () =>
            {
                await Task.Yield();
                await Task.Delay(1);
                return 42;
            }).ShouldBe(42);

            SynchronizationContext.Current.ShouldBe(context);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void What_the_work_sets_in_the_flow_before_it_awaits_stays_set()
    {
        var local = new AsyncLocal<int>();

        Blocking.Run(() =>
        {
            local.Value = 42;
            return Task.CompletedTask;
        });

        local.Value.ShouldBe(42);
    }

    [Fact]
    public void An_exception_comes_out_as_it_is() =>
        Should.Throw<TimeoutException>(() => Blocking.Run(() => Task.FromException(new TimeoutException())));

    private sealed class Busy : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
