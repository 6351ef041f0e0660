using System.Reflection;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>What an assembly carries in itself.</summary>
internal static class Resource
{
    public static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
