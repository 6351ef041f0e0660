using System.Reflection;

namespace Minderbinder.Testing.Declarations;

/// <summary>Which test classes name a fixture, and what their attributes make fail.</summary>
internal static class FixtureUsers
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types of the parameters, fields and properties of a test class and its base classes.</summary>
    public static IEnumerable<Type> NamedBy(Type testClass)
    {
        var named = new HashSet<Type>(
            testClass.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType));
        for (var type = testClass; type is not null && type != typeof(object); type = type.BaseType)
        {
            named.UnionWith(type.GetFields(Own).Select(field => field.FieldType));
            named.UnionWith(type.GetProperties(Own).Select(property => property.PropertyType));
        }

        return named;
    }

    /// <summary>
    /// The system calls that tests with the fixture make fail by attributes. Declarations that are not valid are left to the tests that
    /// they are about.
    /// </summary>
    public static IEnumerable<string> CallsThatMayFail(Type fixture) => fixture.Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && NamedBy(type).Contains(fixture))
        .SelectMany(type => type.GetMethods().SelectMany(method => ConfigsOf(type, method)))
        .SelectMany(config => config.Failures.OfType<SyscallFailure>().Select(SyscallTwins.CallOf)
        .Concat(config.DenyIoUring ? ["io_uring_setup"] : []))
        .Distinct().Where(call => SyscallRules.FindProblemOfName(call) is null);

    private static IEnumerable<FailureConfig> ConfigsOf(Type type, MethodInfo method)
    {
        var rows = method.GetCustomAttributes().OfType<IFailureFolder>().SelectMany(source => FailureCase.Rows(source.Folder))
            .Select(row => new CaseDeclaration(row));
        var declarations = PlacedDeclaration.Of(type, method).Select(placed => placed.Declaration).OfType<ConfigDeclaration>();

        // What a member gives may depend on the fixture itself, its port for one.
        declarations = declarations.Where(declaration => declaration is not MemberDeclaration);
        return declarations.Concat(rows).Where(declaration => !declaration.FindProblems().Any()).Select(declaration => declaration.ToConfig());
    }
}
