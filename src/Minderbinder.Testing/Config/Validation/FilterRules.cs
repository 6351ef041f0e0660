using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What a filter must be so that the kernel side can look for it in the arguments of a call.</summary>
internal static class FilterRules
{
    private const int MaxPosition = 5;

    public static IEnumerable<ConfigProblem> FindProblems(CallFilter filter, string syscall, string path) =>
    [
        .. FindMisfits(filter, syscall, path),
        .. FindProblemsOfPaths(filter.Paths, $"{path}.{ConfigKeys.Path}"),
        .. FindProblemsOfDescriptor(filter.Descriptor, $"{path}.{ConfigKeys.Descriptor}"),
        .. EndpointRules.FindProblems(filter.Addresses, CallFilter.MaxItems, $"{path}.{ConfigKeys.Address}"),
        .. EndpointRules.FindProblems(filter.Ports, CallFilter.MaxItems, $"{path}.{ConfigKeys.Port}"),
        .. ItemRules.FindProblems(filter.Arguments, FindProblem, CallFilter.MaxItems, "conditions", $"{path}.{ConfigKeys.Arguments}"),
    ];

    public static string DescriptorOutOfRange(long descriptor) =>
        string.Create(CultureInfo.InvariantCulture, $"the file descriptor is {descriptor}; it must lie between 0 and {int.MaxValue}.");

    /// <summary>What the filter asks for and the call does not have.</summary>
    private static IEnumerable<ConfigProblem> FindMisfits(CallFilter filter, string syscall, string path)
    {
        var arguments = SyscallArguments.For(syscall);
        (string Key, string What, bool IsGiven, bool IsPossible)[] parts =
        [
            (ConfigKeys.Path, "path", filter.Paths.Count > 0, arguments.HasPath),
            (ConfigKeys.Descriptor, "file descriptor", filter.Descriptor is not null, arguments.HasDescriptor),
            (ConfigKeys.Address, "address", filter.Addresses.Count > 0, arguments.HasPeer),
            (ConfigKeys.Port, "port", filter.Ports.Count > 0, arguments.HasPeer),
            (ConfigKeys.Arguments, "argument", filter.Arguments.Count > 0, true),
        ];
        if (!parts.Any(part => part.IsGiven))
            yield return new(path, $"there is no condition in it; write one, or leave '{ConfigKeys.When}' out for every call.");

        // What an unknown call has, nobody knows.
        if (!SyscallTable.Contains(syscall))
            yield break;

        var possible = string.Join(", ", parts.Where(part => part.IsPossible).Select(part => $"'{part.Key}'"));
        foreach (var part in parts.Where(part => part.IsGiven && !part.IsPossible))
        {
            yield return new(
                $"{path}.{part.Key}", $"'{syscall}' has no {part.What} to look at; its calls can be told apart by {possible}.");
        }
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfPaths(ValueList<string> patterns, string path)
    {
        var isReadable = patterns.Count > 0;
        for (var i = 0; i < patterns.Count; i++)
        {
            if (PathPattern.FindProblem(patterns[i]) is not { } problem)
                continue;
            isReadable = false;
            yield return new(ItemRules.PlaceOf(path, i, patterns.Count), problem);
        }

        if (isReadable && PathAutomaton.TryCompile(patterns, out var complication) is null)
            yield return new(path, complication!);
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfDescriptor(int? descriptor, string path) =>
        descriptor < 0 ? [new(path, DescriptorOutOfRange(descriptor.Value))] : [];

    private static string? FindProblem(ArgumentCondition condition) => condition switch
    {
        { Position: < 0 or > MaxPosition } =>
            $"the condition '{condition}' is on an argument that no system call has; write arg0 to arg{MaxPosition}.",
        { Operator: < ArgumentOperator.Equal or > ArgumentOperator.AnyBit } =>
            $"the condition on arg{condition.Position} has no operator; use a value of {nameof(ArgumentOperator)}.",
        { Operator: ArgumentOperator.AnyBit, Value: 0 } =>
            $"the condition '{condition}' can never hold, for 0 has no bits; compare with '==' or '!='.",
        { Operator: ArgumentOperator.Less, Value: 0 } =>
            $"the condition '{condition}' can never hold, for arguments are taken for unsigned numbers; "
                + "'>= 0x80000000' finds a negative int.",
        _ => null,
    };
}
