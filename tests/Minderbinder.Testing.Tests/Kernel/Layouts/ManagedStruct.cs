using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>A C# struct as it lies in memory, found out by writing ones to a field and looking where they went.</summary>
internal static class ManagedStruct
{
    public static Struct Describe(Type type) => (Struct)typeof(ManagedStruct)
        .GetMethod(nameof(DescribeType), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [])!;

    /// <summary>Whether it stands for an array: C# has no other way to put one into a struct.</summary>
    public static bool IsArray(Type type) => type.IsDefined(typeof(InlineArrayAttribute));

    private static Struct DescribeType<T>()
        where T : unmanaged
    {
        var fields = typeof(T).GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return new Struct(CName.Of(typeof(T).Name), Unsafe.SizeOf<T>(), [.. fields.Select(FieldOf<T>)]);
    }

    private static Field FieldOf<T>(FieldInfo field)
        where T : unmanaged
    {
        object boxed = default(T);
        field.SetValue(boxed, typeof(ManagedStruct)
            .GetMethod(nameof(Ones), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(field.FieldType).Invoke(null, []));
        var value = (T)boxed;
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref value));
        var (first, last) = (bytes.IndexOf(byte.MaxValue), bytes.LastIndexOf(byte.MaxValue));
        return new Field(CName.Of(NameOf(field)), first, last + 1 - first);
    }

    private static T Ones<T>()
        where T : unmanaged
    {
        var value = default(T);
        MemoryMarshal.AsBytes(new Span<T>(ref value)).Fill(byte.MaxValue);
        return value;
    }

    /// <summary>A property of a record stands for the field behind it, which the compiler calls &lt;Name&gt;k__BackingField.</summary>
    private static string NameOf(FieldInfo field) => field.Name[0] == '<' ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
}
