using System.Buffers.Binary;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>The structs that a BPF object describes in its section <c>.BTF</c> (Documentation/bpf/btf.rst in the kernel's sources).</summary>
internal sealed class BtfStructs
{
    private readonly List<BtfType> _types = [BtfType.Void];
    private readonly ReadOnlyMemory<byte> _strings;

    public BtfStructs(ReadOnlyMemory<byte> btf)
    {
        uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(btf.Span[offset..]);

        BinaryPrimitives.ReadUInt16LittleEndian(btf.Span).ShouldBe((ushort)0xeb9f, "BTF's magic number");
        var content = btf[(int)Word(4)..];
        var types = content.Slice((int)Word(8), (int)Word(12));
        _strings = content.Slice((int)Word(16), (int)Word(20));
        for (var rest = types; rest.Length > 0; rest = rest[_types[^1].Length..])
            _types.Add(BtfType.Read(rest));
    }

    /// <summary>The struct or union of that name, or <see langword="null"/> if no program uses it.</summary>
    public Struct? Find(string name)
    {
        var type = _types.Find(type => type.Kind is BtfKind.Struct or BtfKind.Union && TextAt(type.NameOffset) == name);
        return type is null ? null : new Struct(name, (int)type.SizeOrType, [.. FieldsOf(type, 0)]);
    }

    /// <summary>A member without a name is a struct or union whose members are fields of the one around it.</summary>
    private IEnumerable<Field> FieldsOf(BtfType type, int start) => type.Members.SelectMany(member =>
        TextAt(member.NameOffset) is { Length: > 0 } name
            ? [new Field(name, start + member.Offset, SizeOf(member.Type))]
            : FieldsOf(_types[(int)member.Type], start + member.Offset));

    private int SizeOf(uint number)
    {
        var type = _types[(int)number];
        return type.Kind switch
        {
            BtfKind.Array => SizeOf(type.ElementType) * (int)type.ElementCount,
            BtfKind.Pointer => sizeof(ulong),
            BtfKind.Integer or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 => (int)type.SizeOrType,
            _ => SizeOf(type.SizeOrType), // another name for a type, or a qualified one
        };
    }

    private string TextAt(uint offset) => ElfFile.TextAt(_strings, offset);
}
