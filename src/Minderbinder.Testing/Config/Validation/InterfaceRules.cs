using System.Text;

namespace Minderbinder.Testing;

/// <summary>What the name of an interface must be so that there can be one (dev_valid_name in net/core/dev.c).</summary>
internal static class InterfaceRules
{
    // The kernel goes by bytes, in Latin-1: what it takes for a space can be a part of a character in UTF-8.
    private const byte NoBreakSpace = 0xa0;

    public static IEnumerable<ConfigProblem> FindProblems(ValueList<string> interfaces, string path)
    {
        foreach (var problem in ItemRules.FindProblems(interfaces, FindProblem, NetworkFailure.MaxInterfaces, "interfaces", path))
            yield return problem;

        for (var i = 1; i < interfaces.Count; i++)
        {
            if (interfaces.Take(i).Contains(interfaces[i]))
                yield return new(ItemRules.PlaceOf(path, i, interfaces.Count), Twice(interfaces[i]));
        }
    }

    private static string Twice(string name) => $"the interface '{name}' is given twice; keep one.";

    private static string? FindProblem(string name)
    {
        if (name.Length == 0)
            return $"the name of the interface is empty; write one, for example 'lo', or leave '{ConfigKeys.Interfaces}' out to mean all.";

        if (!UnicodeText.IsValid(name))
            return $"the name of the interface contains {UnicodeText.HalfACharacter}; remove it.";

        if (name is "." or "..")
            return $"no interface can be called '{name}'; 'ip link' lists the names.";

        var bytes = Encoding.UTF8.GetBytes(name);
        if (Array.ConvertAll(bytes, ForbiddenName).FirstOrDefault(what => what is not null) is { } forbidden)
            return $"no interface can be called '{name}', for it contains {forbidden}; 'ip link' lists the names.";

        return bytes.Length > NetworkFailure.MaxInterfaceName
            ? $"no interface can be called '{name}', for it has {bytes.Length} bytes in UTF-8, and the kernel allows "
                + $"{NetworkFailure.MaxInterfaceName}; 'ip link' lists the names."
            : null;
    }

    private static string? ForbiddenName(byte value) => (char)value switch
    {
        '/' => "a slash",
        ':' => "a colon",
        '\0' => "a NUL character",
        ' ' or (>= '\t' and <= '\r') => "white space",
        (char)NoBreakSpace => "the byte 0xa0, to the kernel a space",
        _ => null,
    };
}
