using System.Buffers.Binary;
using System.Text;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>The sections of a 64-bit little-endian ELF file, by name. Read here and not through libbpf, so that this works everywhere.</summary>
internal static class ElfFile
{
    public static ReadOnlyMemory<byte> Section(ReadOnlyMemory<byte> file, string name)
    {
        var header = file.Span;
        header.StartsWith("\u007fELF\u0002\u0001"u8).ShouldBeTrue("a 64-bit little-endian ELF file");
        var table = file[(int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x28..])..];
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header[0x3a..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[0x3c..]);
        int namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(header[0x3e..]);

        var names = Content(table[(namesIndex * size)..]);
        for (var i = 0; i < count; i++)
        {
            var entry = table[(i * size)..];
            if (TextAt(names, BinaryPrimitives.ReadUInt32LittleEndian(entry.Span)) == name)
                return Content(entry);
        }

        throw new InvalidDataException($"The object has no section {name}.");

        ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> entry) => file.Slice(
            (int)BinaryPrimitives.ReadUInt64LittleEndian(entry.Span[0x18..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(entry.Span[0x20..]));
    }

    /// <summary>The zero-terminated text at an offset of a string table.</summary>
    public static string TextAt(ReadOnlyMemory<byte> strings, uint offset)
    {
        var text = strings.Span[(int)offset..];
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
    }
}
