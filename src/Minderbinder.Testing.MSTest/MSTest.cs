using System.Reflection;

namespace Minderbinder.Testing;

/// <summary>A test of MSTest, whose one hook is called for all attributes.</summary>
internal sealed class MSTest : FrameworkTest
{
    private readonly TestContext _context;

    private MSTest(TestContext context, Type type, MethodInfo method)
    {
        (_context, Class, Method) = (context, type, method);
        HasDeclarations = PlacedDeclaration.Of(this).Count > 0;
    }

    /// <summary>Whether some attribute asks for a scope.</summary>
    public bool HasDeclarations { get; }

    public override Type Class { get; }

    public override MethodInfo Method { get; }

    public override IReadOnlyList<object?> Arguments => _context.TestData ?? [];

    public override int Hooks => 1;

    public override string Id => DisplayName;

    public override string DisplayName => $"{Class.FullName}.{_context.TestDisplayName}";

    public override CancellationToken CancellationToken => _context.CancellationToken;

    /// <summary>A test that has run out of time counts as in progress when its hooks are called.</summary>
    public override TestOutcome Outcome => _context.CurrentTestOutcome switch
    {
        UnitTestOutcome.Passed => TestOutcome.Passed,
        UnitTestOutcome.Inconclusive or UnitTestOutcome.NotRunnable => TestOutcome.Skipped,
        _ => TestOutcome.Failed,
    };

    /// <summary>The test that a context is about; null if it has no such method, as with a framework of another's on top of MSTest.</summary>
    public static MSTest? Find(TestContext context, Assembly assembly) =>
        assembly.GetType(context.FullyQualifiedTestClassName ?? "") is { } type && FindMethod(type, context) is { } method
            ? new MSTest(context, type, method)
            : null;

    public override void Write(string text) => _context.WriteLine(text);

    public override Exception Skip(string reason) => new AssertInconclusiveException(reason);

    /// <summary>By name and, where there are several, by what fits the row.</summary>
    private static MethodInfo? FindMethod(Type type, TestContext context)
    {
        MethodInfo[] methods =
        [
            .. type.GetMethods().Where(method => method.Name == context.TestName && method.IsDefined(typeof(TestMethodAttribute))),
        ];
        return methods.Length < 2 ? methods.FirstOrDefault()
            : methods.FirstOrDefault(method => method.GetParameters().Length == (context.TestData?.Length ?? 0)) ?? methods[0];
    }
}
