[assembly: NUnit.Framework.Parallelizable(NUnit.Framework.ParallelScope.Fixtures)]
[assembly: NUnit.Framework.LevelOfParallelism(4)]

namespace Inner;

/// <summary>NUnit knows by its rows that a test has rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryAttribute : Attribute;
