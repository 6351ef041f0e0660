using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Says which failures can be injected here; exit code 0 if all kinds, 1 if only those of system calls of launched processes, 2 if none.
/// </summary>
internal static class Support
{
    public static int Run()
    {
        var support = KernelSupport.Check();
        Console.WriteLine(support switch
        {
            { HasKernelPrograms: true } => "All kinds of failures can be injected here.",
            { IsSupported: true } => $"System calls of launched processes can fail here. For all the rest: {support.Explanation}",
            _ => support.Explanation,
        });
        return support switch { { HasKernelPrograms: true } => 0, { IsSupported: true } => 1, _ => 2 };
    }
}
