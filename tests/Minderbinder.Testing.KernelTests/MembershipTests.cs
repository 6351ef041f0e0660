using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Who belongs to a scope: children in every way in which Linux can have them, and processes that join.</summary>
public class MembershipTests
{
    private const string Opened = "open 0";
    private static readonly string Failed = $"open {(int)Errno.ENFILE}";
    private static readonly FailureConfig NoOpen = new(new SyscallFailure("openat", Errno.ENFILE));

    [Theory]
    [InlineData("itself", "")]
    [InlineData("a child", "fork")]
    [InlineData("a grandchild", "fork fork")]
    [InlineData("a thread", "thread")]
    [InlineData("a thread of a child", "fork thread")]
    [InlineData("a child by vfork and exec", "vfork")]
    [InlineData("a grandchild by vfork and exec", "vfork vfork")]
    [InlineData("a program executed by a thread other than the leader", "thread-exec")]
    [InlineData("a child of such a program", "thread-exec vfork fork")]
    [InlineData("an orphan", "orphan")]
    [InlineData("a child of an orphan", "orphan fork")]
    public async Task All_that_comes_from_a_member_is_a_member(string who, string steps)
    {
        string[] commands = [.. steps.Split(' ', StringSplitOptions.RemoveEmptyEntries), "open", "/etc/hostname"];

        (await WithFailureConfig(NoOpen, () => Victim.RunAsync(commands))).ShouldBe(Failed, who);
        (await Victim.RunAsync(commands)).ShouldBe(Opened, who);
    }

    [Theory]
    [InlineData("itself", "")]
    [InlineData("a later child", "fork")]
    [InlineData("a later program", "vfork")]
    [InlineData("a later thread", "thread")]
    [InlineData("a program executed by a later thread", "thread-exec")]
    public async Task A_running_process_joins_with_all_that_comes_from_it_later(string who, string steps)
    {
        string[] later = [.. steps.Split(' ', StringSplitOptions.RemoveEmptyEntries), "open", "/etc/hostname"];
        using var process = Victim.Start(["open", "/etc/hostname", "wait", .. later]);
        var before = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var after = await WithFailureConfig(NoOpen, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            return await Command.FinishAsync(process);
        });

        before.ShouldBe(Opened, who);
        after.Output.ShouldBe(Failed, who);
    }

    [Theory]
    [InlineData("fork")]
    [InlineData("fork fork")]
    [InlineData("vfork")]
    public async Task Children_that_a_process_has_join_with_its_tree_and_not_with_the_process_alone(string steps)
    {
        string[] commands = [.. steps.Split(' '), "open", "/etc/hostname", "wait", "open", "/etc/hostname"];

        (await AfterJoiningAsync(commands, async (scope, process) => (await scope.JoinTreeAsync(process))[0].ShouldBe(process))).ShouldBe(Failed);
        (await AfterJoiningAsync(commands, (scope, process) => scope.JoinAsync(process))).ShouldBe(Opened);
    }

    [Fact]
    public async Task No_tree_joins_that_is_not_there() =>
        await WithFailureConfig(
            new FailureConfig(new SyscallFailure("openat", Errno.ENFILE) { Optional = true }),
            async scope => (await Should.ThrowAsync<InvalidOperationException>(scope.JoinTreeAsync(int.MaxValue))).Message
                .ShouldBe("Process 2147483647 cannot join a scope: there is no such process (any more)."));

    [Fact]
    public async Task A_thread_that_ran_before_its_process_joined_is_a_member_too()
    {
        using var process = Victim.Start("thread", "open", "/etc/hostname", "wait", "open", "/etc/hostname", "wait", "open", "/etc/hostname");
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(Opened);

        await WithFailureConfig(NoOpen, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await process.StandardOutput.ReadLineAsync()).ShouldBe(Failed);
        });

        await process.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(process)).Output.ShouldBe(Opened);
    }

    [Fact]
    public async Task A_process_that_joined_is_asked_for_by_name_as_if_it_had_been_launched()
    {
        using var named = Victim.Start("wait", "open", "/etc/hostname");
        using var other = Victim.Start("wait", "open", "/etc/hostname");
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.ENFILE) { Targets = ["victim"] },
            new SyscallFailure("openat", Errno.EMFILE) { Targets = ["some-other"], Optional = true });

        var results = await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(named);
            await named.StandardInput.WriteLineAsync();
            await other.StandardInput.WriteLineAsync();
            return (await Command.FinishAsync(named), await Command.FinishAsync(other));
        });

        results.Item1.Output.ShouldBe(Failed);
        results.Item2.Output.ShouldBe(Opened);
    }

    /// <summary>Between the child's close of its descriptors, which Process.Start waits for, and the end of its exec.</summary>
    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task A_process_that_joins_while_it_starts_is_never_lost()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("MINDERBINDER_ROUNDS") ?? "300");
        await using var scope = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)));
        for (var round = 0; round < rounds; round++)
        {
            using var process = System.Diagnostics.Process.Start(Victim.Program, ["exit", "mkdir"]);
            try
            {
                await scope.JoinAsync(process);
            }
            catch (InvalidOperationException)
            {
                // It was that quick, and is gone.
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.ExitCode.ShouldBe((int)Errno.EROFS, $"round {round}");
        }

        scope.GetEvidence().Failures[0].Injected.ShouldBe(rounds);
    }

    [Fact]
    public async Task Joining_a_process_that_is_gone_says_so()
    {
        using var process = Victim.Start();
        await Command.FinishAsync(process);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(WithFailureConfig(NoOpen, scope => scope.JoinAsync(process)));

        refusal.Message.ShouldBe($"Process {process.Id} cannot join a scope: there is no such process (any more).");
    }

    /// <summary>What a child opens that waits for it while the process that started it joins a scope, by its number.</summary>
    private static async Task<string> AfterJoiningAsync(string[] commands, Func<FailureScope, int, Task> joinAsync)
    {
        using var process = Victim.Start(commands);
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(Opened);
        var optional = new FailureConfig(new SyscallFailure("openat", Errno.ENFILE) { Optional = true });
        return await WithFailureConfig(optional, async scope =>
        {
            await joinAsync(scope, process.Id);
            await process.StandardInput.WriteLineAsync();
            return (await Command.FinishAsync(process)).Output;
        });
    }
}
