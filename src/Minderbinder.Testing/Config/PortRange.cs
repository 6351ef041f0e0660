using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Ports from one number to another. A number stands for a single one: <c>Ports = [5432, new(8000, 8080)]</c>.</summary>
/// <param name="First">The lowest port; 0 to 65,535.</param>
/// <param name="Last">The highest port; not below <paramref name="First"/>, and at most 65,535.</param>
public sealed record PortRange(int First, int Last)
{
    /// <summary>A single port.</summary>
    /// <param name="port">Its number; 0 to 65,535.</param>
    public static implicit operator PortRange(int port) => FromInt32(port);

    /// <summary>A single port.</summary>
    /// <param name="port">Its number; 0 to 65,535.</param>
    public static PortRange FromInt32(int port) => new(port, port);

    /// <summary>The port, or both with a hyphen between them: <c>8000-8080</c>.</summary>
    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
