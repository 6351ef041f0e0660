using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Failures for the test process, whichever of its threads makes the call. Paths keep them from the other tests.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AnyThreadTests))]
public sealed class AnyThreadTests : IDisposable
{
    private static readonly int Port = FreePort();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_thread_without_the_flow_suffers_and_a_process_outside_does_not()
    {
        await WithFailureConfig(NoOpen(), async () =>
        {
            (await Elsewhere(() => File.ReadAllText(_file))).ShouldBeOfType<UnauthorizedAccessException>();
            Should.Throw<UnauthorizedAccessException>(() => File.ReadAllText(_file));
            (await Victim.RunOutsideAsync("open", _file)).ShouldBe("open 0");
        });

        (await Elsewhere(() => File.ReadAllText(_file))).ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_of_self_beside_it_is_still_for_the_flow_alone()
    {
        var self = new SyscallFailure("openat", Errno.EMFILE) { Targets = [ProcessTarget.Self], When = new() { Paths = [_file] }, Name = "self" };
        var wide = new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)
        {
            Targets = [ProcessTarget.SelfOnAnyThread],
            When = new() { Paths = [_file + ".d"] },
        };

        await WithFailureConfig(new FailureConfig(self, wide), async () =>
        {
            Should.Throw<IOException>(() => File.ReadAllText(_file));
            (await Elsewhere(() => File.ReadAllText(_file))).ShouldBeNull();
            (await Elsewhere(() => Directory.CreateDirectory(_file + ".d"))).ShouldBeOfType<IOException>();
        });
    }

    /// <summary>It reads /proc to stop what was launched, and connects to see whether it is ready: on threads that work for no scope.</summary>
    [Fact]
    public async Task The_library_itself_is_spared()
    {
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EACCES)
            {
                Targets = [ProcessTarget.SelfOnAnyThread],
                When = new() { Paths = ["/proc/*/stat", _file] },
            },
            new SyscallFailure("connect", Errno.ECONNREFUSED)
            {
                Targets = [ProcessTarget.SelfOnAnyThread],
                When = new() { Ports = [Port] },
                Optional = true,
            });

        await WithFailureConfig(config, async scope =>
        {
            await using var server = await scope.LaunchAsync("python3", "-m", "http.server", $"{Port}", "--bind", "127.0.0.1");
            await server.WaitForPortAsync(Port, TimeSpan.FromMinutes(2));
            (await Elsewhere(() => File.ReadAllText(_file))).ShouldBeOfType<UnauthorizedAccessException>();
            await server.StopAsync();
            server.HasExited.ShouldBeTrue();
        });
    }

    [Fact]
    public async Task There_is_one_such_scope_at_a_time()
    {
        await using var first = FailureScope.Open(NoOpen());
        await using var second = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)));
        Should.Throw<InvalidOperationException>(() => FailureScope.Open(NoOpen())).Message
            .ShouldStartWith("Calls of any thread of the test process fail in another open scope already");
        await first.DisposeAsync();
        await FailureScope.Open(NoOpen()).DisposeAsync();
    }

    private FailureConfig NoOpen() => new(
        new SyscallFailure("openat", Errno.EACCES) { Targets = [ProcessTarget.SelfOnAnyThread], When = new() { Paths = [_file] } });

    /// <summary>What comes of it on a thread that works for no scope.</summary>
    private static Task<Exception?> Elsewhere(Action action)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(() => Record.Exception(action));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
