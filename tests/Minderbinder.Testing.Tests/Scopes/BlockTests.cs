using Minderbinder.Testing.Declarations;
using static Minderbinder.Testing.FailureInjector;

namespace Minderbinder.Testing.Tests.Scopes;

/// <summary>What a block gives its body and leaves behind. Without privileges, so by seccomp notification.</summary>
public class BlockTests
{
    private static readonly FailureConfig Config = new(new SyscallFailure("mkdir", Errno.ENOSPC) { Targets = ["mkdir"] })
    {
        Mechanism = Mechanism.SeccompNotification,
    };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task The_body_gets_the_token_that_was_given()
    {
        using var source = new CancellationTokenSource();

        await WithFailureConfig(
            Config,
            async (scope, token) =>
            {
                token.ShouldBe(source.Token);
                await FailAsync(scope);
            },
            cancellationToken: source.Token);
    }

    [Fact]
    public async Task The_body_gets_the_token_of_the_test_where_none_was_given() => (await WithFailureConfig(
        Config,
        async (scope, token) =>
        {
            await FailAsync(scope);
            return token;
        })).ShouldBe(TestContext.Current.CancellationToken);

    [Fact]
    public void A_body_need_not_await_anything()
    {
        WithFailureConfig(Config, scope => Blocking.Run(() => FailAsync(scope)));

        FailureScope.Current.ShouldBeNull();
        Directory.Exists(_folder).ShouldBeFalse();
    }

    [Fact]
    public void A_synchronous_body_is_held_to_its_failures() =>
        Should.Throw<FailureNotInjectedException>(() => WithFailureConfig(Config, () => { })).Message
            .ShouldStartWith("The failure 'mkdir ENOSPC' was never injected");

    [Fact]
    public void The_end_of_a_synchronous_scope_stops_its_processes()
    {
        ProcessUnderTest sleep;
        using (var scope = FailureScope.Open(Config))
        {
            sleep = Blocking.Run(() => scope.LaunchAsync("sleep", "60"));
            FailureScope.Required.ShouldBe(scope);
        }

        sleep.HasExited.ShouldBeTrue();
        FailureScope.Current.ShouldBeNull();
    }

    [Fact]
    public async Task What_happened_goes_to_the_output_of_a_test_whose_body_throws()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => WithFailureConfig(Config, async scope =>
        {
            await FailAsync(scope);
            throw new InvalidOperationException();
        }));

        var output = TestContext.Current.TestOutputHelper!.Output;
        output.ShouldContain($"What was injected into {TestContext.Current.Test!.TestDisplayName}:\nSeed ");
        output.ShouldContain("mkdir ENOSPC         1        1");
        output.ShouldContain("err| mkdir: cannot create directory");
    }

    [Fact]
    public async Task The_message_about_a_failure_that_never_happened_has_what_the_processes_wrote() =>
        (await Should.ThrowAsync<FailureNotInjectedException>(() => WithFailureConfig(Config, async scope =>
        {
            await using var echo = await scope.LaunchAsync("echo", "no folders today");
            await echo.WaitForExitAsync(cancellationToken: TestContext.Current.CancellationToken);
        }))).Message.ShouldContain("out| no folders today");

    [Fact]
    public void Whether_failures_can_be_had_is_told_without_an_exception()
    {
        KernelSupport.Check(Config).ShouldSatisfyAllConditions(
            support => support.IsSupported.ShouldBeTrue(), _ => FailureScope.Current.ShouldBeNull());
        var late = new FailureConfig(new SyscallFailure("fsync") { Latency = TimeSpan.FromSeconds(1) });
        KernelSupport.Check(late, new() { Mechanism = Mechanism.SecurityHook }).ShouldSatisfyAllConditions(
            support => support.IsSupported.ShouldBeFalse(),
            support => support.Explanation.ShouldStartWith("This kernel cannot make fsync come late. Tried:\n  - SecurityHook: "));
    }

    private async Task FailAsync(FailureScope scope)
    {
        await using var mkdir = await scope.LaunchAsync("mkdir", _folder);
        (await mkdir.WaitForExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(1);
        mkdir.StandardError.ShouldContain("No space left on device");
    }
}
