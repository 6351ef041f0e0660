// The file of tests is written with the names of xUnit.
global using FactAttribute = Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute;
global using Assert = OrderService.Tests.Assert;

namespace OrderService.Tests;

internal static class Assert
{
    public static void Equal<T>(T expected, T actual) => Microsoft.VisualStudio.TestTools.UnitTesting.Assert.AreEqual(expected, actual);

    public static void Contains(string expected, string actual) => Microsoft.VisualStudio.TestTools.UnitTesting.Assert.Contains(expected, actual);
}
