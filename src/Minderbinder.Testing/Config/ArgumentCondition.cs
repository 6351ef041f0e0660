namespace Minderbinder.Testing;

/// <summary>A condition on one argument of a system call. A string stands for it: <c>Arguments = ["arg2 &amp; O_WRONLY"]</c>.</summary>
/// <param name="Position">Which argument, as the manual page lists them; 0 to 5.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">
/// What it is compared with. A negative number of C is its two's complement here (-1 is 0xffffffffffffffff). Such a value, from
/// 0xffffffff80000000 up, also equals an argument with the same lower 32 bits, for programs pass an <c>int</c> either way.
/// </param>
public sealed record ArgumentCondition(int Position, ArgumentOperator Operator, ulong Value)
{
    /// <summary>The lowest value that is a negative <c>int</c>: compared for equality, only the lower 32 bits count.</summary>
    internal const ulong LowestNegativeInt = 0xffff_ffff_8000_0000;

    /// <summary>
    /// Reads a condition such as <c>arg2 &amp; O_WRONLY</c>, <c>arg2 >= 4096</c>, <c>arg1 == 0x10</c> or <c>arg0 == AT_FDCWD</c>.
    /// </summary>
    /// <param name="text">
    /// <c>arg</c> and a position; <c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>></c>, <c>>=</c> or <c>&amp;</c> (has one of these
    /// bits); and a number, decimal, <c>0x</c> or <c>0o</c>, or a constant for open, mmap or sockets. <c>|</c> joins several.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="FormatException">It is no such condition; the message says why.</exception>
    public static ArgumentCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ArgumentText.Parse(text, out var problem) ?? throw new FormatException($"The condition '{text}' cannot be read: {problem}");
    }

    /// <summary>The same as <see cref="Parse"/>.</summary>
    /// <param name="text">The condition.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="FormatException">It is no such condition; the message says why.</exception>
    public static implicit operator ArgumentCondition(string text) => Parse(text);

    /// <summary>The condition as <see cref="Parse"/> reads it, with a number for the value.</summary>
    public override string ToString() => ArgumentText.Print(this);
}
