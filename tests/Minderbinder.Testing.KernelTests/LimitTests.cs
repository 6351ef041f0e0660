using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>What fits, fits; one more is an error that names the limit and leaves nothing behind.</summary>
[Collection(nameof(AloneInTheKernel))]
public class LimitTests
{
    private static readonly FailureConfig NoMkdir = new(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS));

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task There_is_room_for_256_scopes_with_16_failures_of_one_system_call_each()
    {
        // The last of the sixteen is the one that fails the call.
        var config = new FailureConfig(
            [
                .. Enumerable.Repeat(new SyscallFailure(VictimCalls.Mkdir, Errno.EPERM) { FailureRate = 0 }, 15),
                new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS),
            ]);
        List<FailureScope> scopes = [.. Enumerable.Range(0, 256).Select(_ => OpenBesideOthers(config))];

        // And for more; but not without end.
        var full = Should.Throw<ScopeLimitException>(() =>
        {
            while (scopes.Count < 1024)
                scopes.Add(OpenBesideOthers(config));
        });
        full.Limit.ShouldBe(8192);
        full.Message.ShouldBe(
            "There is room for 8,192 failures in all open scopes, and no more. Close scopes that are no longer needed, or put fewer failures into "
            + "one config.");

        using (var process = Victim.Start("wait", "call", "mkdir"))
        {
            await scopes[255].JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await Command.FinishAsync(process)).Output.ShouldBe($"mkdir {(int)Errno.EROFS}");
        }

        foreach (var scope in scopes)
            await scope.DisposeAsync();
        (await WithFailureConfig(NoMkdir, () => Victim.ErrnoOfAsync("mkdir"))).ShouldBe((int)Errno.EROFS);
    }

    [Fact]
    public async Task A_seventeenth_failure_of_one_system_call_is_refused()
    {
        var config = new FailureConfig([.. Enumerable.Repeat(new SyscallFailure(VictimCalls.Mkdir, Errno.EPERM), 17)]);

        Should.Throw<ScopeLimitException>(() => FailureScope.Open(config)).Message
            .ShouldStartWith("There is room for 16 failures of mkdir in one scope, and no more.");

        FailureScope.Current.ShouldBeNull();
        (await WithFailureConfig(NoMkdir, () => Victim.ErrnoOfAsync("mkdir"))).ShouldBe((int)Errno.EROFS);
    }

    [Fact]
    public async Task A_ninth_scope_inside_others_is_refused()
    {
        var scopes = new Stack<FailureScope>();
        for (var i = 0; i < 8; i++)
            scopes.Push(FailureScope.Open(NoMkdir));

        Should.Throw<ScopeLimitException>(() => FailureScope.Open(NoMkdir)).Message
            .ShouldStartWith("There is room for 8 scopes inside one another, and no more.");

        (await Victim.ErrnoOfAsync("mkdir")).ShouldBe((int)Errno.EROFS);
        while (scopes.TryPop(out var scope))
            await scope.DisposeAsync();
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task What_does_not_fit_into_a_table_is_named_and_takes_nothing_away()
    {
        var failure = new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Optional = true };
        FailureConfig Aiming(int failures, int names)
        {
            ProcessTarget[] targets = [.. Enumerable.Range(0, names).Select(name => (ProcessTarget)$"name-{name}")];
            return new([.. Enumerable.Repeat(failure with { Targets = [.. targets] }, failures)]);
        }

        FailureConfig Matching(int failures) =>
            new([.. Enumerable.Range(0, failures).Select(number => failure with
            {
                Syscall = number % 2 == 0 ? VictimCalls.Mkdir : VictimCalls.Rename,
                When = new() { Paths = ["/" + new string((char)('a' + number), 999)] },
            })]);
        (FailureConfig TooMuch, string What, FailureConfig Fits)[] cases =
        [
            (Aiming(1, 4097), "4,096 process names in all open scopes", Aiming(1, 4096)),
            (Aiming(16, 1025), "16,384 process names in the targets of all open scopes", Aiming(16, 1024)),
            (Matching(18), "16,384 states of path filters in all open scopes", Matching(14)),
        ];

        foreach (var (tooMuch, what, fits) in cases)
        {
            Should.Throw<ScopeLimitException>(() => FailureScope.Open(tooMuch)).Message.ShouldStartWith($"There is room for {what}, and no more.");
            await FailureScope.Open(fits).DisposeAsync();
        }
    }

    /// <summary>Opens a scope that is in no other, and leaves this flow outside.</summary>
    private static FailureScope OpenBesideOthers(FailureConfig config)
    {
        FailureScope? scope = null;
        ExecutionContext.Run(ExecutionContext.Capture()!, _ => scope = FailureScope.Open(config), null);
        return scope!;
    }
}
