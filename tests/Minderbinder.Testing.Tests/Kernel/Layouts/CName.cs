using System.Text.RegularExpressions;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>What C calls a thing that C# writes in PascalCase.</summary>
internal static partial class CName
{
    public static string Of(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    public static string OfConstant(string name) => Of(name).ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}
