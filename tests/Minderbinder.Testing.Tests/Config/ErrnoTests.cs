using System.Runtime.InteropServices;

namespace Minderbinder.Testing.Tests;

public class ErrnoTests
{
    [Fact]
    public void Every_number_of_Linux_has_a_name()
    {
        // 41 and 58 are second numbers that were never given out: EWOULDBLOCK and EDEADLOCK became 11 and 35.
        var numbers = Enumerable.Range(1, 133).Except([41, 58]);

        Enum.GetValues<Errno>().Select(error => (int)error).ShouldBe(numbers);
    }

    [Theory]
    [InlineData(Errno.ENOENT, 2, "No such file or directory")]
    [InlineData(Errno.EIO, 5, "Input/output error")]
    [InlineData(Errno.ENOSPC, 28, "No space left on device")]
    [InlineData(Errno.ENOSYS, 38, "Function not implemented")]
    [InlineData(Errno.EOPNOTSUPP, 95, "Operation not supported")]
    [InlineData(Errno.ECONNREFUSED, 111, "Connection refused")]
    [InlineData(Errno.EHWPOISON, 133, "Memory page has hardware error")]
    public void The_numbers_are_those_of_the_C_library(Errno error, int number, string text)
    {
        ((int)error).ShouldBe(number);
        Marshal.GetPInvokeErrorMessage(number).ShouldBe(text);
    }

    [Theory]
    [InlineData("EWOULDBLOCK", Errno.EAGAIN)]
    [InlineData("EDEADLOCK", Errno.EDEADLK)]
    [InlineData("ENOTSUP", Errno.EOPNOTSUPP)]
    [InlineData("EIO", Errno.EIO)]
    public void Second_names_are_understood(string name, Errno expected)
    {
        ErrnoNames.TryParse(name, out var error).ShouldBeTrue();

        error.ShouldBe(expected);
    }
}
