using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Tests.Processes;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>Launches that something comes between.</summary>
public class InterruptedLaunchTests
{
    private const int SigKill = 9, SigStop = 19;

    public InterruptedLaunchTests() => Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_launcher_is_stopped()
    {
        var supervision = new Interrupting(id => Signal(id, SigStop));
        using var process = new Process { StartInfo = StartInfo() };
        var exception = Should.Throw<SupervisionNotPossibleException>(
            () => SupervisedLaunch.Start(process, supervision, limit: TimeSpan.FromSeconds(1)));

        exception.Obstacle.ShouldBe(SupervisionObstacle.LauncherSilent);
        exception.Message.ShouldStartWith("The launcher, from which the program was to be executed, had nothing to say for 1 s.");
        supervision.IsAbandoned.ShouldBeTrue();
        await Launch.UntilAsync(() => !Launch.IsAlive(supervision.Id));
    }

    [Fact]
    public void The_launcher_is_killed()
    {
        var supervision = new Interrupting(id =>
        {
            Signal(id, SigKill);
            while (Launch.IsAlive(id))
                Thread.Sleep(1);
        });
        var exception = Should.Throw<SupervisionNotPossibleException>(() => ProcessUnderTest.StartSupervised(StartInfo(), supervision));

        exception.Obstacle.ShouldBe(SupervisionObstacle.LauncherEnded);
        exception.Message.ShouldStartWith("The launcher, from which the program was to be executed, ended before that, killed by signal 9.");
        supervision.IsAbandoned.ShouldBeTrue();
    }

    [Fact]
    public async Task The_supervision_fails()
    {
        var supervision = new Interrupting(_ => throw new InvalidOperationException("as asked"));
        Should.Throw<InvalidOperationException>(() => ProcessUnderTest.StartSupervised(StartInfo(), supervision)).Message.ShouldBe("as asked");

        supervision.IsAbandoned.ShouldBeFalse();
        supervision.Listener!.IsClosed.ShouldBeTrue();
        await Launch.UntilAsync(() => !Launch.IsAlive(supervision.Id));
    }

    [Fact]
    public void The_filter_is_nonsense() => Should.Throw<SupervisionNotPossibleException>(
        () => ProcessUnderTest.StartSupervised(StartInfo(), new Interrupting(_ => { }) { Filter = new byte[16] }))
        .Obstacle.ShouldBe(SupervisionObstacle.FilterRefused);

    private static ProcessStartInfo StartInfo() => new("sleep", ["300"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static void Signal(int id, int signal)
    {
        using var pidFd = PidFd.TryOpen(id);
        pidFd!.Signal(signal);
    }

    private sealed class Interrupting(Action<int> interrupt) : ISupervision
    {
        private byte[] _filter = new FailingCalls(Errno.EIO, "mkdir").Filter.ToArray();

        public byte[] Filter
        {
            init => _filter = value;
        }

        public int Id { get; private set; }

        public bool IsAbandoned { get; private set; }

        public SafeFileHandle? Listener { get; private set; }

        ReadOnlySpan<byte> ISupervision.Filter => _filter;

        public void Begin(LaunchedProcess launched, SafeFileHandle listener)
        {
            (Id, Listener) = (launched.Id, listener);
            interrupt(launched.Id);
        }

        public void Abandon() => IsAbandoned = true;
    }
}
