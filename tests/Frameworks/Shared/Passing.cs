using System.Diagnostics;

namespace Inner;

[Suite]
public class Passing
{
    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Process = "cat")]
    public async Task An_async_body_is_in_the_scope() => (await Cat.ReadAsync()).ShouldBe(Cat.Denied);

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public void A_synchronous_body_is_in_the_scope() => Cat.Read().ShouldBe(Cat.Denied);

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim, Self = true)]
    public void The_test_process_suffers_where_it_is_meant() =>
        Should.Throw<UnauthorizedAccessException>(() => File.ReadAllText(Cat.Victim));

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Errno.EMFILE, Path = Cat.Victim, Times = 2, Name = "first")]
    [InjectFailure("openat", Errno.EACCES, Paths = ["/etc/os-release", "/etc/passwd"], Name = "second", Seed = 7)]
    public void Several_attributes_are_one_scope()
    {
        FailureScope.Required.Parent.ShouldBeNull();
        FailureScope.Required.Seed.ShouldBe(7u);
        new[] { Cat.Read(), Cat.Read(), Cat.Read() }.ShouldBe([Cat.Denied, Cat.TooMany, ""]);
        Cat.Read("/etc/passwd").ShouldContain("Permission denied");
    }

    [Fact]
    [InjectFailure(ConfigFile = "chaos/no-hostname.yaml")]
    public void A_file_is_found_beside_the_test_assembly() => Cat.Read().ShouldBe(Cat.Denied);

    [Fact]
    [InjectPacketFailure(PacketAction.Drop, Process = "curl", ToPort = 9)]
    public async Task Packets_get_lost()
    {
        // Otherwise nobody listens there, and it fails with 7 at once.
        using var curl = Process.Start("curl", ["-s", "--connect-timeout", "2", "http://127.0.0.1:9/"]);
        await curl.WaitForExitAsync();
        curl.ExitCode.ShouldBe(28);
    }

    [Fact]
    public void Without_attributes_there_is_no_scope()
    {
        FailureScope.Current.ShouldBeNull();
        Cat.Read().ShouldBe("");
    }
}

[InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
[Suite]
public class ClassLevel
{
    [Fact]
    public void What_the_class_says_holds() => Cat.Read().ShouldBe(Cat.Denied);

    [Fact]
    [InjectFailure("openat", Errno.EMFILE, Path = "/etc/passwd")]
    public void What_the_method_says_comes_after_it()
    {
        FailureScope.Required.Config.Failures.Count.ShouldBe(2);
        ((SyscallFailure)FailureScope.Required.Config.Failures[0]).Errors.ShouldBe([Errno.EACCES]);
        (Cat.Read(), Cat.Read("/etc/passwd")).ShouldBe((Cat.Denied, "cat: /etc/passwd: Too many open files"));
    }
}

[InjectFailure("openat", Errno.EMFILE, Path = "/etc/passwd")]
[Suite]
#if TUNIT
[InheritsTests]
#endif
public class Inherited : ClassLevelBase;

public abstract class ClassLevelBase
{
    [Fact]
    public void What_the_derived_class_says_holds() => Cat.Read("/etc/passwd").ShouldContain("Too many open files");
}
