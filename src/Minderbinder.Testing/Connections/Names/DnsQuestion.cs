using System.Buffers.Binary;
using System.Text;

namespace Minderbinder.Testing.Connections.Names;

/// <summary>What a message asks a name server for (RFC 1035, 4.1).</summary>
/// <param name="Name">The name, without a dot at its end.</param>
/// <param name="Type">The kind of record.</param>
/// <param name="End">Where the question ends in the message.</param>
internal sealed record DnsQuestion(string Name, int Type, int End)
{
    public const int HeaderSize = 12;
    public const int AddressType = 1;
    public const int AnyType = 255;

    private const int QueryOrReply = 0x80;
    private const int OperationBits = 0x78;

    /// <summary>The question of a message; null if it has not exactly one, or is no question.</summary>
    public static DnsQuestion? TryRead(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderSize || (message[2] & (QueryOrReply | OperationBits)) != 0
            || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
            return null;

        var name = new StringBuilder();
        var place = HeaderSize;
        while (place < message.Length && message[place] is > 0 and < 64 and var length)
        {
            if (place + 1 + length > message.Length)
                return null;
            if (name.Length > 0)
                name.Append('.');
            name.Append(Encoding.Latin1.GetString(message.Slice(place + 1, length)));
            place += 1 + length;
        }

        // The empty label, the type and the class.
        return place + 5 <= message.Length && message[place] == 0
            ? new DnsQuestion(name.ToString(), BinaryPrimitives.ReadUInt16BigEndian(message[(place + 1)..]), place + 5)
            : null;
    }
}
