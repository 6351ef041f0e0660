using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing;

/// <summary>IP addresses with a common prefix, as text: <c>10.0.0.0/8</c>, <c>fd00::/8</c>, or a single address.</summary>
internal static class AddressText
{
    /// <summary>The network that a valid filter names.</summary>
    /// <exception cref="FormatException">The text is none; validation has found that out before.</exception>
    public static IPNetwork Parse(string text) =>
        TryParse(text, out var network, out var problem) ? network : throw new FormatException(problem);

    public static bool TryParse(string text, out IPNetwork network, out string? problem)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (ReadAddress(slash < 0 ? text : text[..slash]) is not { } address)
        {
            problem = $"'{text}' is not an IP address; write one, such as 10.0.0.1 or ::1, or a network such as 10.0.0.0/8.";
            return false;
        }

        var bytes = address.GetAddressBytes();
        var bits = bytes.Length * 8;
        var prefix = bits;
        if (slash >= 0
            && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            problem = $"the part after the slash of '{text}' must be the number of bits that count, from 0 to {bits}.";
            return false;
        }

        for (var bit = prefix; bit < bits; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), prefix);
        problem = network.BaseAddress.Equals(address)
            ? null
            : $"'{text}' has bits behind the {prefix} that count; write '{network}', or '{address}' for the one address.";
        return problem is null;
    }

    private static IPAddress? ReadAddress(string text)
    {
        // IPAddress also takes "10", "0x7f.1", "[::1]:80" and "fe80::1%eth0".
        if (!IPAddress.TryParse(text, out var address) || text.AsSpan().ContainsAny("[]%"))
            return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text ? address : null;
    }
}
