namespace Minderbinder.Testing;

/// <summary>Reads what stands under <c>when</c>: which calls a failure is for.</summary>
internal static class FilterReader
{
    // Stands for a condition that could not be read; no rule objects to it.
    private static readonly ArgumentCondition UnreadableCondition = new(0, ArgumentOperator.Equal, 0);

    public static CallFilter? Read(YamlCursor when)
    {
        var keys = when.Keys(ConfigKeys.Path, ConfigKeys.Descriptor, ConfigKeys.Address, ConfigKeys.Port, ConfigKeys.Arguments);
        if (keys is null)
            return null;

        return new CallFilter
        {
            Paths = [.. keys[ConfigKeys.Path]?.ItemOrItems().Select(item => item.Text() ?? "/") ?? []],
            Descriptor = keys[ConfigKeys.Descriptor]?.Integer(FilterRules.DescriptorOutOfRange),
            Addresses = EndpointReader.ReadAddresses(keys[ConfigKeys.Address]),
            Ports = EndpointReader.ReadPorts(keys[ConfigKeys.Port]),
            Arguments = [.. keys[ConfigKeys.Arguments]?.ItemOrItems().Select(ReadCondition) ?? []],
        };
    }

    private static ArgumentCondition ReadCondition(YamlCursor item)
    {
        if (item.Text() is not { } text)
            return UnreadableCondition;
        if (ArgumentText.Parse(text, out var problem) is { } condition)
            return condition;

        item.Complain($"the condition '{text}' cannot be read: {problem}");
        return UnreadableCondition;
    }
}
