using System.CommandLine;
using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;
using Minderbinder.Tool.Reach;

namespace Minderbinder.Tool.Doctor;

/// <summary><c>doctor</c>: what this machine can do.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Write what was found as JSON." };
        var syscalls = new Option<bool>("--syscalls") { Description = "List each system call with the best mechanism that it has here." };
        var command = new Command("doctor", "Say what this machine can do. Exit code 0 if failures can be injected here, 1 if not.")
        {
            json,
            syscalls,
        };
        command.SetAction(parsed => Run(parsed.GetValue(json), parsed.GetValue(syscalls)));
        return HelpWithExamples.For(command, "minderbinder doctor", "minderbinder doctor --syscalls", "minderbinder doctor --json | jq .supported");
    }

    private static int Run(bool asJson, bool withSyscalls)
    {
        var support = KernelSupport.Check();
        var findings = MachineFindings.All().Concat(new SurroundingFindings().All()).Concat(MechanismFindings.All(support));
        var conclusion = support.HasKernelPrograms ? "Failures can be injected here."
            : support.IsSupported ? $"System calls of launched programs can fail here, but no packets get lost. {support.Explanation}"
            : support.Explanation;
        if (asJson)
        {
            Console.WriteLine(JsonText.Write(new
            {
                Supported = support.IsSupported,
                Conclusion = conclusion,
                Findings = findings.ToArray(),
                Syscalls = withSyscalls ? BestMechanisms().ToDictionary(call => call.Syscall, call => call.Best) : null,
            }));
        }
        else
        {
            foreach (var finding in findings)
                Console.WriteLine(finding);
            if (withSyscalls)
                Console.WriteLine($"\n{string.Join("\n", BestMechanisms().Select(call => $"{call.Syscall,-24} {call.Best ?? "-"}"))}");
            Console.WriteLine($"\n{conclusion}");
        }

        return support.IsSupported ? 0 : ExitCode.Problem;
    }

    private static IEnumerable<(string Syscall, string? Best)> BestMechanisms()
    {
        var reach = SyscallReach.OfThisMachine();
        return SyscallTable.Names.Select(name => (name, reach.Of(name) is [var best, ..] ? Choices.WordOf(best) : null));
    }
}
