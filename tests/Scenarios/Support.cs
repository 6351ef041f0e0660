using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Says whether failures can be injected here; exit code 0 if so.</summary>
internal static class Support
{
    public static int Run()
    {
        var support = KernelSupport.Check();
        Console.WriteLine(support.IsSupported ? "Failures can be injected here." : support.Explanation);
        return support.IsSupported ? 0 : 1;
    }
}
