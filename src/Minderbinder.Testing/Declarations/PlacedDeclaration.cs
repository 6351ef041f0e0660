using System.Reflection;

namespace Minderbinder.Testing.Declarations;

/// <summary>A declaration, and where it stands: <c>OrderTests</c> or <c>OrderTests.Order_survives</c>.</summary>
internal sealed record PlacedDeclaration(Declaration Declaration, string Place)
{
    /// <summary>Everything that is declared for a test, that of its class first.</summary>
    public static IReadOnlyList<PlacedDeclaration> Of(Type type, MethodInfo method) =>
        [.. Of(type, type, NameOf(type)), .. Of(method, type, NameOf(type, method))];

    /// <summary>The same, and the configs among the arguments of the row that is run.</summary>
    public static IReadOnlyList<PlacedDeclaration> Of(FrameworkTest test) =>
    [
        .. Of(test.Class, test.Method),
        .. test.Arguments.OfType<FailureCase>().Where(failures => failures.OpensScope)
            .Select(failures => new PlacedDeclaration(new CaseDeclaration(failures), NameOf(test.Class, test.Method))),
    ];

    public static string NameOf(Type type, MethodInfo method) => $"{NameOf(type)}.{method.Name}";

    public override string ToString() => $"{Declaration.Text} on {Place}";

    private static string NameOf(Type type) => type.DeclaringType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name;

    private static IEnumerable<PlacedDeclaration> Of(MemberInfo member, Type testClass, string place)
    {
        foreach (var declaration in member.GetCustomAttributes(inherit: true).OfType<IDeclarationSource>().Select(source => source.Declaration))
        {
            declaration.PlaceIn(testClass);
            yield return new PlacedDeclaration(declaration, place);
        }
    }
}
