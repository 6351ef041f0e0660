using System.Reflection;

namespace Minderbinder.Testing.Declarations;

/// <summary>What <c>[InjectFailuresFrom]</c> says: failures that a static member of the test class gives when the test begins.</summary>
internal sealed class MemberDeclaration(string member) : ConfigDeclaration
{
    private const BindingFlags Static =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly | BindingFlags.DoNotWrapExceptions;

    private Type? _class;
    private FailureConfig? _config;

    public override string Text => $"[InjectFailuresFrom({Quote(member ?? "")})]";

    public override void PlaceIn(Type testClass) => _class = testClass;

    public override FailureConfig ToConfig() => _config ??= Value() switch
    {
        FailureConfig config => config,
        Failure failure => new FailureConfig(failure),
        IEnumerable<Failure> failures => new FailureConfig([.. failures]),
        null => throw new FormatException("it gives null; return a FailureConfig, a Failure, or several."),
        var other => throw new FormatException($"it gives a {other.GetType().Name}; return a FailureConfig, a Failure, or several."),
    };

    private object? Value()
    {
        for (var type = _class; type is not null; type = type.BaseType)
        {
            if (type.GetProperty(member, Static) is { CanRead: true } property)
                return property.GetMethod!.Invoke(null, Static, null, null, null);
            if (type.GetField(member, Static) is { } field)
                return field.GetValue(null);
            if (type.GetMethod(member, Static, Type.EmptyTypes) is { } method)
                return method.Invoke(null, Static, null, null, null);
        }

        throw new FormatException($"{_class?.Name} has no static property, field or method without parameters that is called '{member}'.");
    }
}
