using System.ComponentModel;
using Xunit.Sdk;

namespace Minderbinder.Testing;

/// <summary>
/// Lets test explorers of xUnit v3 show each row with a <see cref="FailureCase"/>, and run one of them. The package registers it in each C# test
/// assembly; in others, write <c>[&lt;assembly: RegisterXunitSerializer(typeof&lt;FailureCaseSerializer&gt;, typeof&lt;FailureCase&gt;)&gt;]</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FailureCaseSerializer : IXunitSerializer
{
    /// <inheritdoc/>
    public object Deserialize(Type type, string serializedValue) => FailureCase.FromText(serializedValue);

    /// <inheritdoc/>
    public bool IsSerializable(Type type, object? value, out string failureReason)
    {
        failureReason = "";
        return type == typeof(FailureCase);
    }

    /// <inheritdoc/>
    public string Serialize(object value) =>
        value is FailureCase failures ? failures.ToText() : throw new ArgumentException($"This is for a {nameof(FailureCase)}.", nameof(value));
}
