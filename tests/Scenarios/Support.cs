using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Says whether failures can be injected here; exit code 0 if so.</summary>
internal static class Support
{
    public static int Run()
    {
        var support = KernelSupport.Check();
        Console.WriteLine(support.HasKernelPrograms ? "All kinds of failures can be injected here." : support.Explanation);
        return support.HasKernelPrograms ? 0 : 1;
    }
}
