namespace Minderbinder.Testing;

/// <summary>
/// Failures with values that are known only when the test begins, such as a port: <c>[InjectFailuresFrom(nameof(PaymentsAreDown))]</c>. They
/// add to those of the other attributes of the test and its class.
/// </summary>
/// <param name="member">
/// The name of a static property, field or method without parameters, of the test class or a base class, private or not, that gives a
/// <see cref="FailureConfig"/>, a <see cref="Failure"/>, or several. It is asked once for each test, before its scope opens.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class InjectFailuresFromAttribute(string member) : ScopeAttribute
{
    private readonly MemberDeclaration _declared = new(member);

    /// <summary>The name of the member.</summary>
    public string Member => member;

    private protected override Declaration Declaration => _declared;
}
