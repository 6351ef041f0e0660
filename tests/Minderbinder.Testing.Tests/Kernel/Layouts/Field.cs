namespace Minderbinder.Testing.Tests.Kernel.Layouts;

/// <summary>Where a field lies in its struct, in bytes.</summary>
internal sealed record Field(string Name, int Offset, int Size);

/// <summary>A struct as one side has it, under the name that C gives it.</summary>
internal sealed record Struct(string Name, int Size, IReadOnlyList<Field> Fields)
{
    /// <summary>One line for each field, so that a failed comparison shows which one differs.</summary>
    public string[] Lines =>
    [
        $"struct {Name}, {Size} bytes",
        .. Fields.OrderBy(item => item.Offset).ThenBy(item => item.Name, StringComparer.Ordinal)
            .Select(item => $"{item.Name}: {item.Size} bytes at {item.Offset}"),
    ];
}
