namespace Minderbinder.Testing.Tests;

public class ConfigSectionTests
{
    public static TheoryData<Type> Kinds =>
        [.. typeof(Failure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Failure)) && !type.IsAbstract)];

    // A kind without a section would vanish from every config without a word.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_failure_has_one_section(Type kind)
    {
        Failure failure = kind == typeof(SyscallFailure) ? new SyscallFailure("read", Errno.EIO) : (Failure)Activator.CreateInstance(kind)!;

        ConfigSection.All.Count(section => section.Holds(failure)).ShouldBe(1);
    }
}
