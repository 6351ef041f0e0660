using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Reads what stands under <c>when</c>: which calls a failure is for.</summary>
internal static class FilterReader
{
    // Stand for what could not be read; no rule objects to them.
    private static readonly PortRange UnreadablePort = 0;
    private static readonly ArgumentCondition UnreadableCondition = new(0, ArgumentOperator.Equal, 0);

    public static CallFilter? Read(YamlCursor when)
    {
        var keys = when.Keys(ConfigKeys.Path, ConfigKeys.Descriptor, ConfigKeys.Address, ConfigKeys.Port, ConfigKeys.Arguments);
        if (keys is null)
            return null;

        return new CallFilter
        {
            Paths = [.. keys[ConfigKeys.Path]?.ItemOrItems().Select(item => item.Text() ?? "/") ?? []],
            Descriptor = keys[ConfigKeys.Descriptor] is { } descriptor ? ReadDescriptor(descriptor) : null,
            Addresses = [.. keys[ConfigKeys.Address]?.ItemOrItems().Select(item => item.Text() ?? "::") ?? []],
            Ports = [.. keys[ConfigKeys.Port]?.ItemOrItems().Select(ReadPort) ?? []],
            Arguments = [.. keys[ConfigKeys.Arguments]?.ItemOrItems().Select(ReadCondition) ?? []],
        };
    }

    private static int? ReadDescriptor(YamlCursor descriptor)
    {
        if (descriptor.Integer() is not { } number)
            return null;
        if (number is >= int.MinValue and <= int.MaxValue)
            return (int)number;

        // Here and not by the rules: an int cannot hold every number that a file can.
        descriptor.Complain(FilterRules.DescriptorOutOfRange(number));
        return null;
    }

    private static PortRange ReadPort(YamlCursor port)
    {
        if (port.Text() is not { } text)
            return UnreadablePort;

        var ends = text.Split('-');
        if (ends.Length <= 2
            && int.TryParse(ends[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return new PortRange(first, last);
        }

        port.Complain($"'{text}' is no port; write a number, or the first and the last of several: 8000-8080.");
        return UnreadablePort;
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
