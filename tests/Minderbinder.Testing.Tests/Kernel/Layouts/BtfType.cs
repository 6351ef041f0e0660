using System.Buffers.Binary;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>Kinds of type, by their numbers in <c>linux/btf.h</c>; those that no struct of ours can lead to have no name here.</summary>
internal enum BtfKind
{
    Integer = 1,
    Pointer = 2,
    Array = 3,
    Struct = 4,
    Union = 5,
    Enum = 6,
    Prototype = 13,
    Variable = 14,
    Section = 15,
    DeclarationTag = 17,
    Enum64 = 19,
}

/// <summary>One <c>struct btf_type</c> with what follows it.</summary>
internal sealed record BtfType(ReadOnlyMemory<byte> Bytes, int Length)
{
    private const int HeadLength = 12;
    private const int MemberLength = 12;

    /// <summary>The first one, number 0, which is not in the file.</summary>
    public static BtfType Void { get; } = new(new byte[HeadLength], 0);

    public uint NameOffset => Word(0);

    public BtfKind Kind => (BtfKind)(Word(4) >> 24 & 0x1f);

    public uint SizeOrType => Word(8);

    public uint ElementType => Word(HeadLength);

    public uint ElementCount => Word(HeadLength + 8);

    public IEnumerable<BtfMember> Members => Enumerable.Range(0, (int)Count).Select(i =>
    {
        var start = HeadLength + (i * MemberLength);
        // With bit fields in the struct, the upper byte is the number of bits.
        var bits = IsPacked ? Word(start + 8) & 0xffffff : Word(start + 8);
        return new BtfMember(Word(start), Word(start + 4), (int)bits / 8);
    });

    private uint Count => Word(4) & 0xffff;

    private bool IsPacked => Word(4) >> 31 != 0;

    public static BtfType Read(ReadOnlyMemory<byte> bytes)
    {
        var type = new BtfType(bytes, 0);
        return type with
        {
            Length = HeadLength + type.Kind switch
            {
                BtfKind.Integer or BtfKind.Variable or BtfKind.DeclarationTag => 4,
                BtfKind.Array => 12,
                BtfKind.Struct or BtfKind.Union => MemberLength * (int)type.Count,
                BtfKind.Enum or BtfKind.Prototype => 8 * (int)type.Count,
                BtfKind.Section or BtfKind.Enum64 => 12 * (int)type.Count,
                _ => 0,
            },
        };
    }

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span[offset..]);
}

internal sealed record BtfMember(uint NameOffset, uint Type, int Offset);
