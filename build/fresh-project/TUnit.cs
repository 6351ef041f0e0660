// The file of tests is written with the names of xUnit. TUnit's own assertions are awaited, and a package of their own.
global using FactAttribute = TUnit.Core.TestAttribute;
global using Assert = OrderService.Tests.Assert;

namespace OrderService.Tests;

internal static class Assert
{
    public static void Equal<T>(T expected, T actual)
    {
        if (!Equals(expected, actual))
            throw new InvalidOperationException($"{actual} is not {expected}");
    }

    public static void Contains(string expected, string actual)
    {
        if (!actual.Contains(expected, StringComparison.Ordinal))
            throw new InvalidOperationException($"'{actual}' does not contain '{expected}'");
    }
}
