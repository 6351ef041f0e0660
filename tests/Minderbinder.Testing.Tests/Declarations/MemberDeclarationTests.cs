using System.Reflection;
using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

/// <summary>Failures that a member of the test class gives, and tests that are not held to their failures. Without privileges.</summary>
public class MemberDeclarationTests : MemberDeclarationBasis
{
    private static readonly int Port = Random.Shared.Next(1024, 65536);

    private static OutgoingNetworkFailure One => new() { DestinationPorts = [Port] };

    private static FailureConfig Whole => new(new SyscallFailure("mkdir", Errno.EROFS)) { Mechanism = Mechanism.SeccompNotification };

    private static string Wrong => "fsync";

    private static Failure? Nothing => null;

    private static IEnumerable<Failure> Several() => [One, new SyscallFailure("fsync", Errno.EIO)];

    [Theory]
    [InlineData(nameof(FromOne), 1)]
    [InlineData(nameof(FromSeveral), 2)]
    [InlineData(nameof(FromBasis), 1)]
    public void A_member_gives_one_failure_or_several(string method, int count) => ConfigOf(method).Failures.Count.ShouldBe(count);

    [Fact]
    public void A_member_gives_what_is_known_at_run_time_only() =>
        ConfigOf(nameof(FromOne)).ShouldBe(new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [Port] }));

    [Theory]
    [InlineData(nameof(FromNowhere), "MemberDeclarationTests has no static property, field or method without parameters that is called 'Nowhere'.")]
    [InlineData(nameof(FromWrong), "it gives a String; return a FailureConfig, a Failure, or several.")]
    [InlineData(nameof(FromNothing), "it gives null; return a FailureConfig, a Failure, or several.")]
    public void A_member_that_gives_no_failures_is_an_error(string method, string problem) =>
        Should.Throw<InvalidFailureConfigException>(() => ConfigOf(method)).Message
            .ShouldBe($"The failure config has a problem:\n  [InjectFailuresFrom(\"{method[4..]}\")] on MemberDeclarationTests.{method}: {problem}");

    [Fact]
    [InjectFailuresFrom(nameof(Whole))]
    public async Task It_holds_in_the_test()
    {
        await using var mkdir = await FailureScope.Required.LaunchAsync("mkdir", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        (await mkdir.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
    }

    /// <summary>With its twin in the frameworks' own tests, Failing.A_failure_that_never_happens.</summary>
    [Fact]
    [InjectFailure("mkdir", Errno.EROFS, Mechanism = Mechanism.SeccompNotification, Verify = false)]
    public void A_test_that_is_not_held_to_its_failures_need_not_inject_them() => FailureScope.Required.Processes.ShouldBeEmpty();

    private static FailureConfig ConfigOf(string method) =>
        DeclaredConfig.Of(PlacedDeclaration.Of(
            typeof(MemberDeclarationTests), typeof(MemberDeclarationTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!));

    [InjectFailuresFrom(nameof(One))]
    internal static void FromOne()
    {
    }

    [InjectFailuresFrom(nameof(Several))]
    internal static void FromSeveral()
    {
    }

    [InjectFailuresFrom("Inherited")]
    internal static void FromBasis()
    {
    }

    [InjectFailuresFrom("Nowhere")]
    internal static void FromNowhere()
    {
    }

    [InjectFailuresFrom(nameof(Wrong))]
    internal static void FromWrong()
    {
    }

    [InjectFailuresFrom(nameof(Nothing))]
    internal static void FromNothing()
    {
    }
}

public abstract class MemberDeclarationBasis
{
#pragma warning disable IDE0051 // Found by its name.
    private static Failure Inherited => new SyscallFailure("fsync", Errno.EIO);
#pragma warning restore IDE0051
}
