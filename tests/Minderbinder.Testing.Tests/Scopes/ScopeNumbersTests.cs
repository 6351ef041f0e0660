using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Tests.Scopes;

/// <summary>What open scopes are known by.</summary>
public class ScopeNumbersTests
{
    [Fact]
    public void No_two_open_scopes_share_a_place_and_one_too_many_is_refused()
    {
        var taken = new List<uint>();
        var refusal = Should.Throw<ScopeLimitException>(() =>
        {
            while (taken.Count <= Limits.Scopes)
                taken.Add(ScopeNumbers.Take());
        });

        // Other tests of this process may have scopes open.
        refusal.Message.ShouldStartWith("There is room for 1,024 open scopes, and no more.");
        taken.Count.ShouldBeGreaterThan(Limits.Scopes - 100);
        taken.Select(number => number % Limits.Scopes).ShouldBeUnique();
        taken.ForEach(ScopeNumbers.Return);
        var next = ScopeNumbers.Take();
        next.ShouldBeGreaterThan(taken.Max(), "a number is not used twice");
        ScopeNumbers.Return(next);
    }
}
