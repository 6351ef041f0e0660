using System.Reflection;

namespace Minderbinder.Testing.KernelTests.Connections;

internal static class Tools
{
    /// <summary>Programs of ours, to be run from outside.</summary>
    public static string Scenarios { get; } = typeof(Tools).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;
}
