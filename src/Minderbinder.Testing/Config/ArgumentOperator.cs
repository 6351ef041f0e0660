namespace Minderbinder.Testing;

/// <summary>How <see cref="ArgumentCondition"/> compares; all of them take the numbers for unsigned ones of 64 bits.</summary>
public enum ArgumentOperator
{
    /// <summary>The argument is the value: <c>==</c>.</summary>
    Equal,
    /// <summary>The argument is another value: <c>!=</c>.</summary>
    NotEqual,
    /// <summary>The argument is below the value: <c>&lt;</c>.</summary>
    Less,
    /// <summary>The argument is the value or below it: <c>&lt;=</c>.</summary>
    LessOrEqual,
    /// <summary>The argument is above the value: <c>&gt;</c>.</summary>
    Greater,
    /// <summary>The argument is the value or above it: <c>&gt;=</c>.</summary>
    GreaterOrEqual,
    /// <summary>The argument has at least one of the value's bits: <c>&amp;</c>.</summary>
    AnyBit,
}
