namespace Minderbinder.Testing.Tests;

public class SyscallTableTests
{
    [Theory]
    [InlineData("read", 0)]
    [InlineData("openat", 257)]
    [InlineData("clone3", 435)]
    // Newer than the header of Debian 12.
    [InlineData("fchmodat2", 452)]
    [InlineData("mseal", 462)]
    public void Names_and_numbers_are_the_kernels(string name, int number)
    {
        SyscallTable.TryGetNumber(name, out var found).ShouldBeTrue();
        found.ShouldBe(number);
        SyscallTable.NameOf(number).ShouldBe(name);
        SyscallTable.Names.ShouldContain(name);
    }

    [Theory]
    [InlineData("openat", 56)]
    [InlineData("read", 63)]
    [InlineData("newfstatat", 79)]
    [InlineData("connect", 203)]
    [InlineData("clone3", 435)]
    [InlineData("mseal", 462)]
    public void Each_processor_has_its_own(string name, int number) =>
        SyscallTable.CallsOf(Processor.Arm64).ShouldContain((name, number));

    [Fact]
    public void Arm64_has_no_call_that_x86_64_does_not_have() =>
        SyscallTable.CallsOf(Processor.Arm64).Select(call => call.Name).ShouldBeSubsetOf(SyscallTable.NamesAnywhere);

    [Theory]
    [InlineData("fopen")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Read")]
    public void Other_names_are_not_there(string? name) => SyscallTable.TryGetNumber(name, out _).ShouldBeFalse();

    [Fact]
    public void A_number_without_a_call_has_no_name() => SyscallTable.NameOf(400).ShouldBeNull();

    [Fact]
    public void Every_call_that_a_rule_speaks_of_exists()
    {
        SyscallTable.Names.Count(name => UnfailableSyscalls.ReasonFor(name) is not null).ShouldBe(UnfailableSyscalls.Names.Count());
        RuntimeCriticalSyscalls.Names.ShouldBeSubsetOf(SyscallTable.Names);
        CLibraryNames.Functions.Select(CLibraryNames.SyscallBehind).ShouldBeSubsetOf(SyscallTable.Names);
    }

    [Fact]
    public void No_function_of_the_C_library_hides_a_call_of_the_same_name() =>
        CLibraryNames.Functions.Intersect(SyscallTable.Names).ShouldBeEmpty();
}
