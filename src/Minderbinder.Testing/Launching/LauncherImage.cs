using System.Buffers.Binary;

namespace Minderbinder.Testing.Launching;

/// <summary>The launcher, as it was built with this assembly (<c>Launching/Native</c>, <c>build/Launcher.targets</c>).</summary>
internal static class LauncherImage
{
    private static readonly string Resource = $"minderbinder-launcher-{Processor.Here.Key}";

    /// <summary>The whole file.</summary>
    public static ReadOnlySpan<byte> Bytes
    {
        get
        {
            // In the memory of the assembly, for as long as that is loaded.
            using var stream = (UnmanagedMemoryStream)typeof(LauncherImage).Assembly.GetManifestResourceStream(Resource)!;
            unsafe
            {
                return new ReadOnlySpan<byte>(stream.PositionPointer, (int)stream.Length);
            }
        }
    }

    /// <summary>
    /// The upper half of all addresses that the launcher's own calls come from, and no others: what a filter has to let pass.
    /// </summary>
    public static uint AddressHigh { get; } = ReadAddressHigh();

    private static uint ReadAddressHigh()
    {
        const int EntryPoint = 24; // e_entry of an Elf64_Ehdr
        return (uint)(BinaryPrimitives.ReadUInt64LittleEndian(Bytes[EntryPoint..]) >> 32);
    }
}
