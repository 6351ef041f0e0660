using System.Diagnostics;
using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>When a scope ends, and when its process does, nothing is left.</summary>
[Collection(nameof(AloneInTheKernel))]
public class LifetimeTests
{
    private static string Scenarios { get; } = typeof(LifetimeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    [Fact]
    public async Task Nothing_is_injected_once_the_scope_is_closed()
    {
        using var process = Victim.Start("wait", "times", "1000", "mkdir", "wait", "call", "mkdir");
        var scope = FailureScope.Open(new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)));
        await scope.JoinAsync(process);
        await process.StandardInput.WriteLineAsync();
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("mkdir 1000/1000");

        await scope.DisposeAsync();

        await process.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(process)).Output.ShouldBe("mkdir 0");
        await scope.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => scope.LaunchAsync("true"));
    }

    [Fact]
    public async Task Processes_that_a_scope_launched_are_stopped_with_it()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));

        var process = await WithFailureConfig(config, async scope =>
        {
            var launched = await scope.LaunchAsync(Victim.Program, "call", "mkdir", "wait");
            await launched.WaitForOutputAsync("mkdir");
            return launched;
        });

        process.HasExited.ShouldBeTrue();
        process.StandardOutput.ShouldBe($"mkdir {(int)Errno.EROFS}\n");
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task A_killed_test_process_leaves_nothing_in_the_kernel()
    {
        var before = await InKernelAsync();
        using var test = Command.Start("dotnet", Scenarios, "hold");
        using var member = Process.GetProcessById(int.Parse((await test.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
        var during = await InKernelAsync();

        test.Kill();
        await test.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        var after = await InKernelAsync();

        member.HasExited.ShouldBeFalse("it outlives the test process, and is none of its business any more");
        member.Kill();
        during.Except(before).ShouldNotBeEmpty();
        after.Except(before).ShouldBeEmpty();
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task In_a_PID_namespace_of_its_own_everything_works()
    {
        var result = await Command.RunAsync("unshare", "--pid", "--fork", "--mount-proc", "dotnet", Scenarios, "example", Victim.Program);

        result.Error.ShouldBe("");
        result.Output.ShouldBe("test process 1; launched: open 23; joined: open 0, open 23; outside: open 0; after: open 0");
    }

    /// <summary>Programs, links and maps, by kind and number.</summary>
    private static async Task<HashSet<string>> InKernelAsync()
    {
        var found = new HashSet<string>();
        foreach (var kind in new[] { "prog", "link", "map" })
        {
            var listing = await Command.RunAsync("bpftool", kind, "list");
            listing.ExitCode.ShouldBe(0, listing.Error);
            found.UnionWith(listing.Output.Split("; ")
                .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))
                .Select(line => $"{kind} {line.Split(':')[0]}"));
        }

        return found;
    }
}
