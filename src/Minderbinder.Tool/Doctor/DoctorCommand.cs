using System.CommandLine;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Doctor;

/// <summary><c>doctor</c>: what this machine can do.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Say what this machine can do. Exit code 0 if failures can be injected here, 1 if not.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var support = KernelSupport.Check();
        foreach (var finding in MachineFindings.All().Concat(MechanismFindings.All(support)))
            Console.WriteLine(finding);
        Console.WriteLine();
        Console.WriteLine(support.IsSupported ? "Failures can be injected here." : support.Explanation);
        return support.IsSupported ? 0 : 1;
    }
}
