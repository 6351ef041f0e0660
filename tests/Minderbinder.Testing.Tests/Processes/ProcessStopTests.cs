using System.Diagnostics;
using System.Globalization;

namespace Minderbinder.Testing.Tests.Processes;

public class ProcessStopTests
{
    // So long that a test which needs it fails by its exit code, not by a clock.
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SIGTERM_comes_first()
    {
        await using var process = Launch.Shell("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.02; done");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await process.StopAsync(Patient);

        process.ExitCode.ShouldBe(7);
        process.StandardOutput.ShouldBe("up\nbye\n");
        Launch.IsAlive(process.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task SIGKILL_follows_for_those_who_do_not_listen()
    {
        await using var process = Launch.Shell("trap '' TERM; echo up; while :; do sleep 300; done");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await process.StopAsync(Impatient);

        process.ExitCode.ShouldBe(128 + 9);
    }

    [Fact]
    public async Task A_process_gets_SIGTERM_once_however_many_stop_it()
    {
        await using var process = Launch.Shell(
            "trap 'echo term; last=1' TERM; echo up; while [ -z $last ]; do sleep 0.02; done; sleep 0.3");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => process.StopAsync(Patient)));

        process.StandardOutput.ShouldBe("up\nterm\n");
    }

    [Fact]
    public async Task A_process_that_the_test_has_suspended_ends_by_SIGTERM()
    {
        await using var process = Launch.Shell("echo up; kill -STOP $$");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await process.StopAsync(Patient);

        process.ExitCode.ShouldBe(128 + 15);
    }

    [Fact]
    public async Task What_a_process_starts_to_clean_up_is_left_to_do_so()
    {
        await using var process = Launch.Shell(
            "trap 'sleep 0.5; sleep 0.1 && echo clean; exit' TERM; echo up; while :; do sleep 0.02; done");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await process.StopAsync(Patient);

        process.StandardOutput.ShouldBe("up\nclean\n");
    }

    [Theory]
    [InlineData("child", "sleep 300 & echo pid $!; wait")]
    [InlineData("grandchild", "(sleep 300 & echo pid $!; wait) & wait")]
    [InlineData("child with another environment", "env -i /bin/sleep 300 & echo pid $!; wait")]
    [InlineData("child in another session", "setsid sh -c 'echo pid $$; exec sleep 300' & wait")]
    [InlineData("orphan", "(sleep 300 & echo pid $!); read go")]
    [InlineData("daemon", "(setsid sh -c '(sleep 300 >/dev/null 2>&1 </dev/null & echo pid $!) &' &); read go")]
    [InlineData("child of a daemon, with another environment", "(setsid sh -c 'env -i /bin/sleep 300 & echo pid $!; wait' &); read go")]
    [InlineData("daemon whose launcher has exited", "(setsid sh -c 'echo pid $$; exec sleep 300' &)")]
    public async Task The_whole_tree_is_stopped(string kind, string script)
    {
        await using var process = Launch.Shell(script);
        await Launch.UntilAsync(() => process.Output.Count > 0);
        var id = int.Parse(process.Output[0].Text["pid ".Length..], CultureInfo.InvariantCulture);
        Launch.IsAlive(id).ShouldBeTrue(kind);

        await process.DisposeAsync();
        Launch.IsAlive(id).ShouldBeFalse(kind);
    }

    [Fact]
    public async Task A_daemon_that_does_not_listen_is_killed()
    {
        await using var process = Launch.Shell("(setsid sh -c 'trap \"\" TERM; echo pid $$; while :; do sleep 300; done' &)");
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        await Launch.UntilAsync(() => process.Output.Count > 0);
        var id = int.Parse(process.Output[0].Text["pid ".Length..], CultureInfo.InvariantCulture);
        await process.StopAsync(Impatient);

        Launch.IsAlive(id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_tree_that_keeps_forking_is_stopped()
    {
        const string Storm = "MINDERBINDER_TEST_STORM";
        await using var process = Launch.MarkedShell(
            Storm,
            """
            trap '' TERM
            i=0
            while [ $i -lt 1000 ]; do i=$((i+1)); (sleep 300; sleep 300) & sleep 0.002; done
            """);
        await Launch.UntilAsync(() => Launch.CountMarked(Storm) > 20);
        await process.StopAsync(Impatient);

        Launch.CountMarked(Storm).ShouldBe(0);
    }

    [Fact]
    public async Task A_chain_of_daemons_that_each_start_the_next_and_exit_is_stopped()
    {
        // Ends by itself after some 20 s, should it ever escape.
        const string Chain = "MINDERBINDER_TEST_CHAIN";
        await using var process = Launch.MarkedShell(
            Chain,
            """
            export link='[ $1 -lt 400 ] && { echo $1; sleep 0.05; setsid sh -c "$link" sh $(($1 + 1)) & }'
            setsid sh -c "$link" sh 0 &
            """);
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        await Launch.UntilAsync(() => process.Output.Count > 2);
        await process.StopAsync(TimeSpan.Zero);

        process.Output.Count.ShouldBeLessThan(400);
        Launch.CountMarked(Chain).ShouldBe(0);
    }

    [Fact]
    public async Task Others_are_left_alone()
    {
        using var bystander = Process.Start("sleep", "300");
        await using var other = Launch.Shell("sleep 300");
        await using (Launch.Shell("sleep 300"))
        {
        }

        Launch.IsAlive(bystander.Id).ShouldBeTrue();
        Launch.IsAlive(other.Id).ShouldBeTrue();
        bystander.Kill();
    }

    [Fact]
    public async Task Another_process_from_the_same_start_info_is_left_alone()
    {
        var startInfo = new ProcessStartInfo("sleep", ["300"]);
        await using var first = ProcessUnderTest.Start(startInfo);
        await using var second = ProcessUnderTest.Start(startInfo);
        await first.DisposeAsync();

        Launch.IsAlive(second.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task Disposing_of_a_process_that_has_exited_does_no_harm()
    {
        await using var process = Launch.Shell("exit 4");
        await process.WaitForExitAsync(cancellationToken: Cancellation);
        await process.DisposeAsync();

        process.ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task Disposing_may_happen_at_once_and_again()
    {
        var process = Launch.Shell("echo up; sleep 300");
        await process.WaitForOutputAsync("up", cancellationToken: Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await process.DisposeAsync(), Cancellation)));
        await process.DisposeAsync();
        await process.StopAsync();

        process.StandardOutput.ShouldBe("up\n");
        (await process.WaitForExitAsync(cancellationToken: Cancellation)).ShouldBe(128 + 15);
    }

    [Fact]
    public async Task Disposing_right_after_the_start_leaves_nobody()
    {
        var processes = Enumerable.Range(0, 10).Select(_ => Launch.Shell("sleep 300 & sleep 300 & wait")).ToList();
        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));

        foreach (var process in processes)
            Launch.IsAlive(process.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_negative_grace_is_refused()
    {
        await using var process = Launch.Shell("sleep 300");

        (await Should.ThrowAsync<ArgumentOutOfRangeException>(process.StopAsync(TimeSpan.FromSeconds(-1)))).ParamName.ShouldBe("grace");
    }
}
