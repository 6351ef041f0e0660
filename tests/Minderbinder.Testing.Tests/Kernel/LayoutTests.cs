using System.Reflection;
using System.Runtime.CompilerServices;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Tests.Kernel.Layouts;

namespace Minderbinder.Testing.Tests.Kernel;

/// <summary>
/// bpf/shared.h and Kernel/Layout say the same. What is compared follows from names, so that a new struct, field or constant is
/// compared without a line here: PascalCase in C# is snake_case in C.
/// </summary>
public class LayoutTests
{
    private static readonly Assembly Library = typeof(Member).Assembly;

    private static readonly SharedHeader Header = SharedHeader.Embedded;

    private static readonly BtfStructs[] Btfs =
        [.. Processor.All.Select(
            processor => new BtfStructs(ElfFile.Section(Resource.Read(Library, $"minderbinder-{processor.Key}.bpf.o"), ".BTF")))];

    private static readonly Type[] Types =
        [.. Library.GetTypes().Where(type => type is { IsValueType: true, IsNested: false } && type.Namespace == typeof(Member).Namespace)];

    private static readonly Type[] Layouts = [.. Types.Where(type => !type.IsEnum)];

    public static TheoryData<string> Structs => [.. Header.Structs];

    [Theory]
    [MemberData(nameof(Structs))]
    public void A_struct_lies_in_memory_as_the_kernel_side_has_it(string name)
    {
        var layout = Layouts.SingleOrDefault(type => CName.Of(type.Name) == name).ShouldNotBeNull($"Kernel/Layout has no struct for struct {name}");
        foreach (var btf in Btfs)
            Compare(name, layout, btf);
    }

    private static void Compare(string name, Type layout, BtfStructs btf)
    {
        var actual = ManagedStruct.Describe(layout);
        var expected = btf.Find(name).ShouldNotBeNull(
            $"the programs' BTF has no struct {name}: no map, global variable or function that is not static speaks of it; "
            + $"'const struct {name} *in_btf_{name} __attribute__((unused));' in a .bpf.c file puts it there");

        // Where a whole struct is an array in C#, its field has no name: its size is all there is to compare.
        if (ManagedStruct.IsArray(layout))
            (actual, expected) = (actual with { Fields = [] }, expected with { Fields = [] });
        actual.Lines.ShouldBe(expected.Lines);
    }

    [Fact]
    public void There_is_no_struct_that_the_kernel_side_does_not_have() =>
        Layouts.Where(type => !ManagedStruct.IsArray(type)).Select(type => CName.Of(type.Name)).ShouldBeSubsetOf(Header.Structs);

    /// <summary>array_map_alloc in kernel/bpf/arraymap.c rounds the size of an element up to 8 bytes.</summary>
    [Fact]
    public void Elements_of_mapped_arrays_lie_as_far_apart_as_for_the_kernel()
    {
        var elements = Library.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
            .Select(field => field.FieldType)
            .Where(type => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(MappedArray<>))
            .Select(type => type.GenericTypeArguments[0])
            .ToList();

        elements.ShouldContain(typeof(PacketFilter));
        foreach (var element in elements)
            (RuntimeHelpers.SizeOf(element.TypeHandle) % 8).ShouldBe(0, element.Name);
    }

    [Fact]
    public void The_limits_are_those_of_the_header()
    {
        foreach (var limit in Constants(typeof(Limits)))
        {
            var name = CName.OfConstant(limit.Name);
            var expected = Header.Constants.TryGetValue(name, out var value) ? value : Header.Constants.GetValueOrDefault($"MAX_{name}", -1);
            Value(limit).ShouldBe(expected, $"{name} or MAX_{name} in bpf/shared.h");
        }
    }

    /// <summary>C# may have more: a rate of 100 percent is written in the header nowhere.</summary>
    [Fact]
    public void An_enum_or_a_struct_with_constants_has_all_that_the_header_names_after_it()
    {
        var types = Types.Where(type => Constants(type).Any()).ToList();

        types.ShouldContain(typeof(Rule));
        foreach (var type in types)
        {
            var prefix = CName.OfConstant(type.Name) + "_";
            var actual = Constants(type).ToDictionary(constant => prefix + CName.OfConstant(constant.Name), Value);
            foreach (var (name, value) in Header.Constants.Where(constant => constant.Key.StartsWith(prefix, StringComparison.Ordinal)))
                actual.GetValueOrDefault(name, -1).ShouldBe(value, $"{name} of bpf/shared.h in {type.Name}");
        }
    }

    private static IEnumerable<FieldInfo> Constants(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.IsLiteral && (field.FieldType.IsPrimitive || field.FieldType.IsEnum));

    private static long Value(FieldInfo constant) => Convert.ToInt64(constant.GetRawConstantValue(), null);
}
