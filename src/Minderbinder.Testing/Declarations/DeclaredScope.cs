using System.Diagnostics;
using Minderbinder.Testing.Connections;

namespace Minderbinder.Testing.Declarations;

/// <summary>The scope that the attributes of one test ask for, with the processes that they launch.</summary>
internal sealed class DeclaredScope
{
    private readonly FailureScope _scope;
    private readonly bool _verifies;

    private DeclaredScope(FailureScope scope, bool verifies) => (_scope, _verifies) = (scope, verifies);

    /// <summary>Opens it in the flow of the caller. If anything goes wrong, nothing is left open.</summary>
    public static DeclaredScope Open(FrameworkTest test, IReadOnlyList<PlacedDeclaration> declarations)
    {
        var config = DeclaredConfig.Of(declarations);
        var launches = declarations.Select(placed => placed.Declaration).OfType<LaunchDeclaration>().ToArray();
        var rule = UnsupportedRule.Of(Environment.GetEnvironmentVariable);
        if (!UnsupportedRule.Here.IsSupported)
            throw NotPossible(test, rule, new KernelNotSupportedException(UnsupportedRule.Here));

        SayYesDeclaration[] yes = [.. declarations.Select(placed => placed.Declaration).OfType<SayYesDeclaration>()];
        var options = SayYesDeclaration.OptionsOf(yes);

        // Without privileges a process has to be prepared at its start for what it is to suffer.
        Failure[] calls =
        [
            .. config.Failures.Where(failure => failure is SyscallFailure or ConnectionFailure && !failure.Targets.Any(target => target.IsSelf)),
            .. options.WatchesConnections ? [new ConnectionFailure { Refuse = true }] : Array.Empty<Failure>(),
        ];
        List<ProcessUnderTest> early = [];
        FailureScope? scope = null;
        try
        {
            foreach (var declaration in yes)
                declaration.StartIn(options.Servers);
            foreach (var launch in launches.Where(launch => launch.BeforeFailures))
                Launch(launch, StartEarly, early.Add, test);

            // Here and nowhere deeper: an async method would open it for its own flow only.
            scope = FailureScope.OpenValid(config, options);
            foreach (var fixture in FixtureProcess.Of(test.Class))
                Blocking.Run(() => scope.JoinAsync(fixture.Process));
            while (early.Count > 0)
            {
                Blocking.Run(() => scope.AdoptAsync(early[0]));
                early.RemoveAt(0);
            }

            foreach (var launch in launches.Where(launch => !launch.BeforeFailures))
                Launch(launch, startInfo => scope.LaunchAsync(startInfo, test.CancellationToken), _ => { }, test);
            return new DeclaredScope(scope, declarations.All(placed => placed.Declaration is not FailureDeclaration { Verify: false }));
        }
        catch (Exception exception)
        {
            if (scope is not null)
                Blocking.Run(() => scope.DisposeAsync().AsTask());
            else
                Blocking.Run(() => options.Servers.DisposeAsync().AsTask());
            Blocking.Run(() => Task.WhenAll(early.Select(process => process.DisposeAsync().AsTask())));
            if (scope is null
                && exception is NotSupportedException or KernelNotSupportedException or SyscallNotSupportedException or NetworkNotSupportedException
                or ConnectionNotSupportedException)
                throw NotPossible(test, rule, exception);
            if (scope is not null)
                test.Write(ScopeReport.Write(test.DisplayName, scope));
            throw;
        }

        Task<ProcessUnderTest> StartEarly(ProcessStartInfo startInfo)
        {
            using var lent = new LentEnvironment(startInfo, options.Servers.Variables);
            return Task.FromResult(ProcessUnderTest.StartIn(null, startInfo, calls));
        }
    }

    /// <summary>Closes it, whatever happens, and says what there is to say about the test.</summary>
    /// <exception cref="FailureNotInjectedException">The test did not fail, although some failure was never injected.</exception>
    /// <exception cref="UnexpectedConnectionException">It did not fail, although a host was called that is not allowed.</exception>
    public void Close(FrameworkTest test)
    {
        var outcome = test.Outcome;
        try
        {
            Abandon();
            if (outcome is (TestOutcome.Passed or TestOutcome.Unknown))
                _scope.VerifyConnections();
            if (_verifies && outcome is (TestOutcome.Passed or TestOutcome.Unknown))
                _scope.VerifyInjected();
        }
        catch (FailureNotInjectedException exception)
        {
            // Its message has what the report would say.
            throw new FailureNotInjectedException(exception.Evidence, exception.Missing, ScopeReport.OfMembers(_scope));
        }
        finally
        {
            if (outcome is TestOutcome.Failed or TestOutcome.Unknown)
                test.Write(ScopeReport.Write(test.DisplayName, _scope));
        }
    }

    /// <summary>Ends it while the body may still be running: failures at once, processes soon.</summary>
    public void EndEarly(FrameworkTest test)
    {
        _ = _scope.DisposeAsync().AsTask();
        test.Write(ScopeReport.Write(test.DisplayName, _scope));
    }

    /// <summary>Stops its processes at once.</summary>
    public void Kill() => Blocking.Run(() => Task.WhenAll(_scope.Processes.Select(process => process.StopAsync(TimeSpan.Zero))));

    /// <summary>Closes it without a word about the test.</summary>
    public void Abandon() => Blocking.Run(() => _scope.DisposeAsync().AsTask());

    private static void Launch(
        LaunchDeclaration declaration, Func<ProcessStartInfo, Task<ProcessUnderTest>> start, Action<ProcessUnderTest> started, FrameworkTest test)
    {
        var plan = new LaunchPlan(declaration);
        var process = Blocking.Run(() => start(plan.StartInfo));
        started(process);
        Blocking.Run(() => plan.MakeReadyAsync(process, test.CancellationToken));
    }

    private static Exception NotPossible(FrameworkTest test, UnsupportedRule rule, Exception reason) => rule.Skips
        ? test.Skip(reason.Message)
        : new TestNotPossibleException($"{reason.Message}\nThe test fails for that and is not skipped: {rule.Reason}.");
}
