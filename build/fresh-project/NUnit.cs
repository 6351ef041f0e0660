// The file of tests is written with the names of xUnit.
global using FactAttribute = NUnit.Framework.TestAttribute;
global using Assert = OrderService.Tests.Assert;

namespace OrderService.Tests;

internal static class Assert
{
    public static void Equal<T>(T expected, T actual) => NUnit.Framework.Assert.That(actual, NUnit.Framework.Is.EqualTo(expected));

    public static void Contains(string expected, string actual) => NUnit.Framework.Assert.That(actual, NUnit.Framework.Does.Contain(expected));
}
