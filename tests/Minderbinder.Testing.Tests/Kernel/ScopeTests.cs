namespace Minderbinder.Testing.Tests.Kernel;

/// <summary>What a scope refuses on every machine, and its errors as far as they need no kernel.</summary>
public class ScopeTests
{
    [Fact]
    public void A_config_with_problems_is_refused_before_anything_is_asked_of_the_kernel() =>
        Should.Throw<InvalidFailureConfigException>(() => FailureScope.Open(new FailureConfig(new SyscallFailure("opnat", Errno.EIO))))
            .Problems.ShouldHaveSingleItem().Message.ShouldBe("there is no system call 'opnat'; did you mean 'openat'?");

    [Fact]
    public void A_scope_that_is_refused_leaves_the_flow_outside()
    {
        Should.Throw<Exception>(() => FailureScope.Open(new FailureConfig()));

        FailureScope.Current.ShouldBeNull();
    }

    [Fact]
    public void Who_requires_a_scope_where_there_is_none_is_told_how_to_get_one() =>
        Should.Throw<InvalidOperationException>(() => FailureScope.Required).Message.ShouldBe(
            "No failure scope is open here. Open one with WithFailureConfig or FailureScope.Open, or put [InjectFailure], [InjectPacketFailure] or "
            + "[LaunchProcess] on the test or its class: attributes hold from the start of the test method, not in constructors or InitializeAsync.");

    [Fact]
    public void A_full_table_is_named_with_its_size()
    {
        var exception = new ScopeLimitException("failures in all open scopes", 8192);

        exception.Limit.ShouldBe(8192);
        exception.Message.ShouldBe(
            "There is room for 8,192 failures in all open scopes, and no more. "
            + "Close scopes that are no longer needed, or put fewer failures into one config.");
    }
}
