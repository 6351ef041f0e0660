#if !MSTEST
namespace Inner;

/// <summary>What MSTest calls TestClass: it looks for tests nowhere else.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SuiteAttribute : Attribute;
#endif
