using System.Buffers.Binary;
using System.Text;

namespace Minderbinder.Testing.Native;

/// <summary>The attributes of an rtnetlink message, by number; the value of one may be attributes again.</summary>
internal static class RouteAttributes
{
    private const int HeaderSize = 4;
    private const ushort TypeMask = 0x3fff; // above are NLA_F_NESTED and NLA_F_NET_BYTEORDER

    public static IReadOnlyDictionary<ushort, byte[]> Read(ReadOnlySpan<byte> attributes)
    {
        var read = new Dictionary<ushort, byte[]>();
        while (attributes.Length >= HeaderSize)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (length < HeaderSize || length > attributes.Length)
                break;
            read[(ushort)(BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) & TypeMask)] = attributes[HeaderSize..length].ToArray();
            attributes = attributes[Math.Min((length + 3) & ~3, attributes.Length)..];
        }

        return read;
    }

    public static string? Text(this IReadOnlyDictionary<ushort, byte[]> attributes, ushort type) =>
        attributes.TryGetValue(type, out var value) ? Encoding.UTF8.GetString(value).TrimEnd('\0') : null;

    public static uint? Number(this IReadOnlyDictionary<ushort, byte[]> attributes, ushort type) =>
        attributes.TryGetValue(type, out var value) ? BinaryPrimitives.ReadUInt32LittleEndian(value) : null;

    public static IReadOnlyDictionary<ushort, byte[]> Nested(this IReadOnlyDictionary<ushort, byte[]> attributes, ushort type) =>
        attributes.TryGetValue(type, out var value) ? Read(value) : new Dictionary<ushort, byte[]>();
}
