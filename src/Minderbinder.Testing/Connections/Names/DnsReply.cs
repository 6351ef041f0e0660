using System.Buffers.Binary;
using System.Net;

namespace Minderbinder.Testing.Connections.Names;

/// <summary>Answers of a name server (RFC 1035, 4.1).</summary>
internal static class DnsReply
{
    public const int ServerFailure = 2;
    public const int NoSuchName = 3;

    private const int V6AddressType = 28;
    private const ushort InternetClass = 1;
    private const ushort NameOfQuestion = 0xC00C; // a pointer to it
    private const int RecordHeaderSize = 10;

    /// <summary>
    /// The time for which an answer may be kept, in seconds. Short: the next scope may have another.
    /// </summary>
    private const int TimeToLive = 1;

    public static byte[] Refusal(ReadOnlySpan<byte> message, DnsQuestion question, int code) => Begin(message, question, code, answers: 0, more: 0);

    /// <summary>The name has this IPv4 address, and no record of another kind.</summary>
    public static byte[] Address(ReadOnlySpan<byte> message, DnsQuestion question, IPAddress address)
    {
        if (question.Type is not (DnsQuestion.AddressType or DnsQuestion.AnyType))
            return Begin(message, question, code: 0, answers: 0, more: 0);

        var bytes = address.GetAddressBytes();
        var reply = Begin(message, question, code: 0, answers: 1, more: 2 + RecordHeaderSize + bytes.Length);
        var record = reply.AsSpan(question.End);
        BinaryPrimitives.WriteUInt16BigEndian(record, NameOfQuestion);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], DnsQuestion.AddressType);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], InternetClass);
        BinaryPrimitives.WriteUInt32BigEndian(record[6..], TimeToLive);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)bytes.Length);
        bytes.CopyTo(record[12..]);
        return reply;
    }

    /// <summary>The addresses among the answers of a message.</summary>
    public static IReadOnlyList<IPAddress> AddressesIn(ReadOnlySpan<byte> message)
    {
        List<IPAddress> found = [];
        if (message.Length < DnsQuestion.HeaderSize)
            return found;
        var (questions, answers) = (BinaryPrimitives.ReadUInt16BigEndian(message[4..]), BinaryPrimitives.ReadUInt16BigEndian(message[6..]));
        var place = DnsQuestion.HeaderSize;
        for (var i = 0; i < questions; i++)
            place = AfterName(message, place) + 4;
        for (var i = 0; i < answers; i++)
        {
            place = AfterName(message, place);
            if (place + RecordHeaderSize > message.Length)
                return found;
            var type = BinaryPrimitives.ReadUInt16BigEndian(message[place..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(place + 8)..]);
            place += RecordHeaderSize;
            if (place + length > message.Length)
                return found;
            if ((type, length) is (DnsQuestion.AddressType, 4) or (V6AddressType, 16))
                found.Add(new IPAddress(message.Slice(place, length)));
            place += length;
        }

        return found;
    }

    private static byte[] Begin(ReadOnlySpan<byte> message, DnsQuestion question, int code, ushort answers, int more)
    {
        const byte Reply = 0x80;
        const byte RecursionDesired = 0x01;
        const byte RecursionAvailable = 0x80;
        var reply = new byte[question.End + more];
        message[..question.End].CopyTo(reply);
        reply[2] = (byte)(Reply | (message[2] & RecursionDesired));
        reply[3] = (byte)(RecursionAvailable | code);
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(6), answers);
        reply.AsSpan(8, 4).Clear(); // no authorities, nothing additional
        return reply;
    }

    private static int AfterName(ReadOnlySpan<byte> message, int place)
    {
        const int Pointer = 0xC0;
        while (place < message.Length)
        {
            if ((message[place] & Pointer) == Pointer)
                return place + 2;
            if (message[place] == 0)
                return place + 1;
            place += 1 + message[place];
        }

        return message.Length;
    }
}
