namespace Minderbinder.Testing.Tests;

public class ArgumentConditionTests
{
    [Theory]
    [InlineData("arg2 & O_WRONLY", 2, ArgumentOperator.AnyBit, 1)]
    [InlineData("arg2 >= 4096", 2, ArgumentOperator.GreaterOrEqual, 4096)]
    [InlineData("arg1 == 0x10", 1, ArgumentOperator.Equal, 0x10)]
    [InlineData("arg0==AT_FDCWD", 0, ArgumentOperator.Equal, 0xffff_ffff_ffff_ff9c)]
    [InlineData("arg0 != -1", 0, ArgumentOperator.NotEqual, ulong.MaxValue)]
    [InlineData("  arg5<0XfF  ", 5, ArgumentOperator.Less, 255)]
    [InlineData("arg3 <= 0o644", 3, ArgumentOperator.LessOrEqual, 420)]
    [InlineData("arg3 > 00", 3, ArgumentOperator.Greater, 0)]
    [InlineData("arg1 & O_CREAT | O_TRUNC|0x8", 1, ArgumentOperator.AnyBit, 0x248)]
    [InlineData("arg1 < 18446744073709551615", 1, ArgumentOperator.Less, ulong.MaxValue)]
    [InlineData("arg1 == 0o1777777777777777777777", 1, ArgumentOperator.Equal, ulong.MaxValue)]
    [InlineData("arg1 == -9223372036854775808", 1, ArgumentOperator.Equal, 0x8000_0000_0000_0000)]
    public void It_is_read_from_text(string text, int position, ArgumentOperator comparison, ulong value)
    {
        ArgumentCondition condition = text;

        condition.ShouldBe(new ArgumentCondition(position, comparison, value));
    }

    [Theory]
    [InlineData(ArgumentOperator.Equal, 16, "arg2 == 16")]
    [InlineData(ArgumentOperator.Equal, ulong.MaxValue, "arg2 == -1")]
    [InlineData(ArgumentOperator.NotEqual, 0xffff_ffff_8000_0000, "arg2 != -2147483648")]
    [InlineData(ArgumentOperator.NotEqual, 0xffff_ffff_7fff_ffff, "arg2 != 18446744071562067967")]
    [InlineData(ArgumentOperator.Less, ulong.MaxValue, "arg2 < 18446744073709551615")]
    [InlineData(ArgumentOperator.LessOrEqual, 1, "arg2 <= 1")]
    [InlineData(ArgumentOperator.Greater, 1, "arg2 > 1")]
    [InlineData(ArgumentOperator.GreaterOrEqual, 1, "arg2 >= 1")]
    [InlineData(ArgumentOperator.AnyBit, ulong.MaxValue, "arg2 & 0xffffffffffffffff")]
    public void It_is_printed_as_text_that_reads_the_same(ArgumentOperator comparison, ulong value, string text)
    {
        var condition = new ArgumentCondition(2, comparison, value);

        condition.ToString().ShouldBe(text);
        ArgumentCondition.Parse(text).ShouldBe(condition);
    }

    [Theory]
    [InlineData("O_DIRECTORY", 0x1_0000, 0x4000)]
    [InlineData("O_NOFOLLOW", 0x2_0000, 0x8000)]
    [InlineData("O_DIRECT", 0x4000, 0x1_0000)]
    [InlineData("O_TMPFILE", 0x41_0000, 0x40_4000)]
    [InlineData("O_CREAT", 0x40, 0x40)]
    public void A_constant_has_the_value_of_its_processor(string name, ulong onX64, ulong onArm64)
    {
        ArgumentConstants.ValuesOn(Processor.X64)[name].ShouldBe(onX64);
        ArgumentConstants.ValuesOn(Processor.Arm64)[name].ShouldBe(onArm64);
    }

    [Theory]
    [InlineData("")]
    [InlineData("arg2")]
    [InlineData("arg2 &")]
    [InlineData("arg == 1")]
    [InlineData("args2 == 1")]
    [InlineData("arg-1 == 1")]
    [InlineData("arg2 = 1")]
    [InlineData("arg2 === 1")]
    [InlineData("arg2 && 1")]
    [InlineData("2 & O_WRONLY")]
    [InlineData("arg9999999999 == 1")]
    public void What_is_no_condition_is_refused(string text) => ProblemOf(text).ShouldBe(
        "write an argument, how to compare it (==, !=, <, <=, >, >=, or & for bits) and a value, for example 'arg2 & O_WRONLY'.");

    [Theory]
    [InlineData("arg2 & O_WRONGLY", "there is no constant 'O_WRONGLY'; did you mean 'O_WRONLY'?")]
    [InlineData(
        "arg2 & FUTEX_WAIT_BITSET",
        "the constant 'FUTEX_WAIT_BITSET' is not among those known here (O_, AT_, PROT_, MAP_, AF_, SOCK_, MSG_); write its number.")]
    [InlineData("arg2 == 0644", "'0644' may be octal or not; write '0o' before the digits if it is, and no 0 if it is not.")]
    [InlineData(
        "arg2 == 18446744073709551616",
        "'18446744073709551616' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.")]
    [InlineData(
        "arg2 == 0x",
        "'0x' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.")]
    [InlineData(
        "arg2 == 0o8",
        "'0o8' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.")]
    [InlineData("arg2 == 0o2000000000000000000000", "'0o2000000000000000000000' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o "
        + "and octal ones, or a constant such as O_WRONLY.")]
    [InlineData("arg2 == 1 |", "'' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.")]
    [InlineData(
        "arg2 == 1.5",
        "'1.5' is not a 64-bit number; write one, 0x and hexadecimal digits, 0o and octal ones, or a constant such as O_WRONLY.")]
    [InlineData("arg2 > -1", "arguments are taken for unsigned numbers; a negative one goes with == and != only, or & for its bits.")]
    public void A_value_that_cannot_be_is_refused(string text, string problem) => ProblemOf(text).ShouldBe(problem);

    // Those of the C library, where it has them: from a C program that printed them.
    [Theory]
    [InlineData("O_CREAT", 64)]
    [InlineData("O_DIRECTORY", 65536)]
    [InlineData("O_SYNC", 1052672)]
    [InlineData("O_TMPFILE", 4259840)]
    [InlineData("AT_EMPTY_PATH", 4096)]
    [InlineData("MAP_ANONYMOUS", 32)]
    [InlineData("MAP_FIXED_NOREPLACE", 1048576)]
    [InlineData("AF_INET6", 10)]
    [InlineData("SOCK_CLOEXEC", 524288)]
    [InlineData("MSG_NOSIGNAL", 16384)]
    public void Constants_have_the_kernels_values(string name, ulong value)
    {
        ArgumentConstants.TryGet(name, out var found).ShouldBeTrue();

        found.ShouldBe(value);
    }

    private static string ProblemOf(string text)
    {
        var start = $"The condition '{text}' cannot be read: ";
        var message = Should.Throw<FormatException>(() => ArgumentCondition.Parse(text)).Message;

        message.ShouldStartWith(start);
        return message[start.Length..];
    }
}
