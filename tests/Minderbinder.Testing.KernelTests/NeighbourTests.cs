using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.KernelTests.Running;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Several test processes on one machine: none suffers from another, or is told so.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
[Collection(nameof(AloneInTheKernel))]
public class NeighbourTests
{
    private static readonly Mechanism[] Mechanisms = [Mechanism.SyscallModifyReturn, Mechanism.SyscallKprobe, Mechanism.SecurityHook];

    private static string Scenarios { get; } = typeof(NeighbourTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    [Fact]
    public async Task Whatever_two_processes_do_to_one_call_what_each_says_is_what_its_member_saw()
    {
        using var one = Command.Start("dotnet", Scenarios, "neighbour", Victim.Program);
        using var other = Command.Start("dotnet", Scenarios, "neighbour", Victim.Program);
        var worked = 0;
        foreach (var first in Mechanisms)
        {
            foreach (var second in Mechanisms)
            {
                var pair = $"{first} and {second}";
                var opened = (await AskAsync(one, $"open {first}"), await AskAsync(other, $"open {second}"));
                worked += await CheckAsync(one, opened.Item1, pair) + await CheckAsync(other, opened.Item2, pair);
                await AskAsync(one, "close");
                await AskAsync(other, "close");
            }
        }

        // Where there is error injection: all eighteen, but for those that a kprobe loses to the other's program.
        worked.ShouldBeGreaterThanOrEqualTo(GuestKernel.HasErrorInjection ? 12 : 6);
        foreach (var process in new[] { one, other })
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void One_program_more_than_fit_on_a_function_is_refused_with_the_reason()
    {
        var attached = new List<(BpfObject Programs, BpfLinkHandle Link)>();
        var refusal = Should.Throw<BpfException>(() =>
        {
            for (var i = 0; i < 40; i++)
            {
                var programs = BpfObject.Open(NullLogger.Instance);
                programs.Program("before_exec").Choose();
                programs.Load("one more");
                attached.Add((programs, programs.Program("before_exec").Attach()));
            }
        });
        foreach (var (programs, link) in attached)
        {
            link.Dispose();
            programs.Dispose();
        }

        refusal.Message.ShouldBe(
            "attaching before_exec: E2BIG (the function has as many programs as the kernel lets it have, 38; "
            + "other test processes have put theirs there)");
        var support = KernelSupport.Explain(refusal, Machine.Here());
        support.Obstacle.ShouldBe(KernelObstacle.KernelFull);
        support.Explanation.ShouldEndWith("Run fewer of them at the same time.");
    }

    /// <returns>1 if the failure happened.</returns>
    private static async Task<int> CheckAsync(Process test, string? opened, string pair)
    {
        if (opened != "open")
        {
            opened.ShouldNotBeNull(pair).ShouldStartWith("refused: ", customMessage: pair);
            return 0;
        }

        var said = await AskAsync(test, "run");
        said.ShouldBeOneOf([$"saw {(int)Errno.EROFS}, injected 1", "saw 0, injected 0, in doubt"], pair);
        return said!.StartsWith("saw 0", StringComparison.Ordinal) ? 0 : 1;
    }

    private static async Task<string?> AskAsync(Process test, string command)
    {
        await test.StandardInput.WriteLineAsync(command);
        return await test.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
    }
}
