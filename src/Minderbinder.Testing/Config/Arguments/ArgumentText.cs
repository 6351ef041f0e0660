using System.Globalization;
using System.Text.RegularExpressions;

namespace Minderbinder.Testing;

/// <summary>Conditions on arguments as text: <c>arg2 &amp; O_CREAT|O_TRUNC</c>.</summary>
internal static partial class ArgumentText
{
    private static readonly Dictionary<string, ArgumentOperator> Operators = new()
    {
        ["=="] = ArgumentOperator.Equal,
        ["!="] = ArgumentOperator.NotEqual,
        ["<"] = ArgumentOperator.Less,
        ["<="] = ArgumentOperator.LessOrEqual,
        [">"] = ArgumentOperator.Greater,
        [">="] = ArgumentOperator.GreaterOrEqual,
        ["&"] = ArgumentOperator.AnyBit,
    };

    /// <summary>The condition, or <see langword="null"/> if the text is none; the problem then says why.</summary>
    public static ArgumentCondition? Parse(string text, out string? problem)
    {
        if (Condition().Match(text) is not { Success: true } match || !int.TryParse(match.Groups["position"].ValueSpan, out var position))
        {
            problem = "write an argument, how to compare it (==, !=, <, <=, >, >=, or & for bits) and a value, "
                + "for example 'arg2 & O_WRONLY'.";
            return null;
        }

        var value = 0UL;
        foreach (var part in match.Groups["value"].Value.Split('|'))
        {
            if (!TryReadValue(part.Trim(), out var bits, out problem))
                return null;
            value |= bits;
        }

        var condition = new ArgumentCondition(position, Operators[match.Groups["operator"].Value], value);
        problem = match.Groups["value"].ValueSpan is ['-', ..] && !IsForAnyNumber(condition.Operator)
            ? "arguments are taken for unsigned numbers; a negative one goes with == and != only, or & for its bits."
            : null;
        return problem is null ? condition : null;
    }

    public static string Print(ArgumentCondition condition)
    {
        var name = Operators.FirstOrDefault(pair => pair.Value == condition.Operator).Key ?? "?";
        var value = condition.Operator == ArgumentOperator.AnyBit ? $"0x{condition.Value:x}"
            : condition.Value >= ArgumentCondition.LowestNegativeInt && IsForAnyNumber(condition.Operator)
                ? ((long)condition.Value).ToString(CultureInfo.InvariantCulture)
            : condition.Value.ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"arg{condition.Position} {name} {value}");
    }

    private static bool IsForAnyNumber(ArgumentOperator comparison) =>
        comparison is ArgumentOperator.Equal or ArgumentOperator.NotEqual or ArgumentOperator.AnyBit;

    private static bool TryReadValue(string text, out ulong value, out string? problem)
    {
        problem = null;
        if (ArgumentConstants.TryGet(text, out value) || TryReadNumber(text, out value))
            return true;

        problem = Identifier().IsMatch(text) ? UnknownConstant(text)
            : LeadingZero().IsMatch(text) ? $"'{text}' may be octal or not; write '0o' before the digits if it is, and no 0 if it is not."
            : $"'{text}' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.";
        return false;
    }

    private static bool TryReadNumber(string text, out ulong value)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, invariant, out value);

        value = 0;
        if (text.StartsWith("0o", StringComparison.Ordinal))
            return Octal().IsMatch(text) && (value = Convert.ToUInt64(text[2..], 8)) == value;
        if (LeadingZero().IsMatch(text))
            return false;
        if (ulong.TryParse(text, NumberStyles.None, invariant, out value))
            return true;

        var isNegative = long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var negative) && negative < 0;
        value = unchecked((ulong)negative);
        return isNegative;
    }

    private static string UnknownConstant(string name) =>
        NearestName.To(name, ArgumentConstants.Names) is { } nearest
            ? $"there is no constant '{name}'; did you mean '{nearest}'?"
            : $"the constant '{name}' is not among those known here (O_, AT_, PROT_, MAP_, AF_, SOCK_, MSG_); write its number.";

    [GeneratedRegex(
        @"^\s*arg(?<position>[0-9]{1,9})\s*(?<operator>==|!=|<=|>=|<|>|&)\s*(?<value>[^\s=<>&!].*?)\s*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex Identifier();

    [GeneratedRegex("^0+[1-9][0-9]*\\z")]
    private static partial Regex LeadingZero();

    // 21 digits are 63 bits; the 22nd can only be a 1.
    [GeneratedRegex("^0o(0*1?[0-7]{1,21})\\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Octal();
}
