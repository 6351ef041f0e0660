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
        var scope = FailureScope.Open(new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS)));
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
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS));

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
        var before = await KernelObjects.ListAsync();
        using var test = Command.Start("dotnet", Scenarios, "hold");
        using var member = Process.GetProcessById(int.Parse((await test.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
        var during = await KernelObjects.ListAsync();

        test.Kill();
        await test.WaitForExitAsync(TestContext.Current.CancellationToken);
        await KernelObjects.AreOnlyAsync(before);

        member.HasExited.ShouldBeFalse("it outlives the test process, and is none of its business any more");
        member.Kill();
        during.Except(before).ShouldNotBeEmpty();
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task In_a_PID_namespace_of_its_own_everything_works()
    {
        var result = await Command.RunAsync("unshare", "--pid", "--fork", "--mount-proc", "dotnet", Scenarios, "example", Victim.Program);

        result.Error.ShouldBe("");
        result.Output.ShouldBe("test process 1; launched: open 23; joined: open 0, open 23; outside: open 0; after: open 0");
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task In_a_PID_namespace_of_its_own_the_evidence_has_the_numbers_that_the_test_process_sees()
    {
        // Whoever has no privileges gets it with a user namespace around it.
        string[] namespaces = Reach.IsLaunchedOnly ? ["--user", "--pid", "--fork", "--mount-proc"] : ["--pid", "--fork", "--mount-proc"];
        var result = await Command.RunAsync("unshare", [.. namespaces, "dotnet", Scenarios, "numbers", Victim.Program]);

        result.Error.ShouldBe("");
        var lines = result.Output.Split("; ");
        lines[0].ShouldStartWith("processes ");
        var (launched, joined) = lines[0].Split(' ') is [_, var first, var second] ? (first, second) : throw new InvalidDataException(lines[0]);
        int.Parse(launched).ShouldBeLessThan(200, "it is one of few in there");
        lines[1].ShouldBe($"injected in {launched} {joined}");
        lines[2].ShouldBe($"members {launched} victim {(int)Errno.EROFS}, {joined} victim {(int)Errno.EROFS}");
    }

    [Fact]
    [Trait(Reach.Needs, Reach.KernelPrograms)]
    public async Task A_test_process_that_executes_another_program_is_a_test_process_no_more()
    {
        using var test = Command.Start("dotnet", Scenarios, "exec", Victim.Program);
        (await test.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("own mkdir -1");

        // Without this the programs would go with the exec, which closes what they hang on.
        using var held = new SharedDescriptors(test.Id);
        held.Count.ShouldBeGreaterThan(10);
        await test.StandardInput.WriteLineAsync();
        await test.WaitForExitAsync(TestContext.Current.CancellationToken);

        test.ExitCode.ShouldBe(0, "mkdir failed in it for another program that was there before");
    }
}
