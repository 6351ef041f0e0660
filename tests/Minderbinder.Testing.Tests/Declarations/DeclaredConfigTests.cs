using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

/// <summary>One config of all attributes, and what is wrong with them, named by attribute and place.</summary>
public class DeclaredConfigTests
{
    [Fact]
    public void The_class_comes_first_and_its_base_is_part_of_it()
    {
        var method = typeof(Derived).GetMethod(nameof(Derived.Test))!;

        PlacedDeclaration.Of(typeof(Derived), method).Select(placed => placed.ToString()).ShouldBe(
        [
            """[InjectFailure("write", Errno.ENOSPC)] on DeclaredConfigTests.Derived""",
            """[InjectFailure("read", Errno.EIO)] on DeclaredConfigTests.Derived""",
            """[InjectPacketFailure(PacketAction.Drop)] on DeclaredConfigTests.Derived.Test""",
            """[LaunchProcess("dotnet", "OrderService.dll")] on DeclaredConfigTests.Derived.Test""",
        ]);
    }

    [Fact]
    public void Files_and_options_add_up() =>
        DeclaredConfig.Of(
            [
                Placed(new SyscallDeclaration("read", [Errno.EIO]) { DenyIoUring = true }),
                Placed(new SyscallDeclaration(null, []) { ConfigFile = "Files/cases/b-disk-full.yaml" }),
                Placed(new LaunchDeclaration("sleep", ["1"])),
            ])
            .ShouldBe(new FailureConfig(
                new SyscallFailure("read", Errno.EIO), new SyscallFailure("write", Errno.ENOSPC) { Name = "full" },
                new SyscallFailure("fsync", Errno.EIO))
            {
                Seed = 5,
                DenyIoUring = true,
            });

    [Fact]
    public void A_process_needs_no_failures() => DeclaredConfig.Of([Placed(new LaunchDeclaration("sleep", ["1"]))]).Failures.ShouldBeEmpty();

    [Fact]
    public void All_problems_are_told_at_once() =>
        Problems(
            new SyscallDeclaration("fsnc", [Errno.EIO]),
            new SyscallDeclaration("openat", [Errno.EACCES]) { FailureRate = 101, Times = 0 },
            new PacketDeclaration(PacketAction.Drop) { Name = "" })
            .ShouldBe(
            [
                """[InjectFailure("fsnc", Errno.EIO)] on Orders.Survives: there is no system call 'fsnc'; did you mean 'fsync'?""",
                """[InjectFailure("openat", Errno.EACCES)] on Orders.Survives: the number of injections is 0; it must be 1 or more, and without 'times' there is no limit.""",
                """[InjectFailure("openat", Errno.EACCES)] on Orders.Survives: the rate is 101 percent; it must lie between 0 (never) and 100 (always).""",
                """[InjectPacketFailure(PacketAction.Drop, Name = "")] on Orders.Survives: the name is empty; write one, or leave 'name' out.""",
            ]);

    [Fact]
    public void Neither_call_nor_file() => Problem(new SyscallDeclaration(null, []))
        .ShouldBe(
            """[InjectFailure("")] on Orders.Survives: it names neither a system call nor a ConfigFile; write [InjectFailure("fsync", Errno.EIO)].""");

    [Fact]
    public void A_file_takes_no_options() => Problem(new SyscallDeclaration(null, []) { ConfigFile = "Files/cases/b-disk-full.yaml", Times = 1 })
        .ShouldBe("""
            [InjectFailure(ConfigFile = "Files/cases/b-disk-full.yaml")] on Orders.Survives: it has a ConfigFile and other options; write them in the file, or in an attribute of their own.
            """);

    [Fact]
    public void A_missing_file_is_named_with_where_it_was_looked_for() => Problem(new SyscallDeclaration(null, []) { ConfigFile = "chaos/none.yaml" })
        .ShouldBe($"""
            [InjectFailure(ConfigFile = "chaos/none.yaml")] on Orders.Survives: the ConfigFile '{AppContext.BaseDirectory}chaos/none.yaml' does not exist. Relative paths start at the folder of the test assembly; to have files copied there, give their items CopyToOutputDirectory="PreserveNewest".
            """);

    [Fact]
    public void A_bad_file_is_told_by_line() => Problem(new SyscallDeclaration(null, []) { ConfigFile = "Files/cases/a-broken.yml" })
        .ShouldBe($"""
            [InjectFailure(ConfigFile = "Files/cases/a-broken.yml")] on Orders.Survives: {AppContext.BaseDirectory}Files/cases/a-broken.yml:3:16: agents_of_chaos.syscall[0].syscall: there is no system call 'fsnc'; did you mean 'fsync'?
            """);

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_cannot_be_read_is_told(int row, string problem) =>
        Problem(UnreadableDeclarations[row]).ShouldEndWith($"on Orders.Survives: {problem}");

    [Fact]
    public void A_name_can_be_taken_only_once() =>
        Problem(
            new SyscallDeclaration("read", [Errno.EIO]) { Name = "full" },
            new SyscallDeclaration(null, []) { ConfigFile = "Files/cases/b-disk-full.yaml" })
            .ShouldBe("""
                [InjectFailure(ConfigFile = "Files/cases/b-disk-full.yaml")] on Orders.Survives: the name 'full' is taken by [InjectFailure("read", Errno.EIO)] on Orders.Survives; give each failure a name of its own.
                """);

    [Fact]
    public void A_test_has_one_seed()
    {
        DeclaredConfig.Of([
            Placed(new SyscallDeclaration("read", [Errno.EIO]) { Seed = 4 }),
            Placed(new PacketDeclaration(PacketAction.Drop) { Seed = 4 }),
        ]).Seed.ShouldBe(4u);

        Problem(new SyscallDeclaration("read", [Errno.EIO]) { Seed = 4 }, new PacketDeclaration(PacketAction.Drop) { Seed = 5 })
            .ShouldBe(
                """[InjectPacketFailure(PacketAction.Drop)] on Orders.Survives: the seed is 5, but 4 by [InjectFailure("read", Errno.EIO)] on Orders.Survives; a test has one seed.""");
    }

    [Fact]
    public void A_test_has_one_mechanism()
    {
        SyscallDeclaration reads = new("read", [Errno.EIO]) { Mechanism = Mechanism.SecurityHook };
        DeclaredConfig.Of([Placed(new SyscallDeclaration("close", [Errno.EIO])), Placed(reads)]).Mechanism.ShouldBe(Mechanism.SecurityHook);

        Problem(reads, new PacketDeclaration(PacketAction.Drop) { Mechanism = Mechanism.SyscallKprobe }).ShouldBe(
            """[InjectPacketFailure(PacketAction.Drop)] on Orders.Survives: the mechanism is SyscallKprobe, but SecurityHook by [InjectFailure("read", Errno.EIO)] on Orders.Survives; a test has one mechanism for system calls.""");
    }

    public static TheoryData<int, string> Unreadable => new()
    {
        { 0, "'http' is not a port; write a number, or the first and the last of several: 8000-8080." },
        { 1, "it has errors and a ReturnCode; write the errors as negative codes among the ReturnCodes." },
        { 2, "incoming packets go to the process itself; instead of ToPort or ToAddress write LocalPort, FromPort or FromAddress." },
        { 3, "Element 0 is null; a list of a failure config holds no nulls. (Parameter 'items')" },
    };

    private static readonly FailureDeclaration[] UnreadableDeclarations =
    [
        new SyscallDeclaration("connect", [Errno.EIO]) { Ports = ["http"] },
        new SyscallDeclaration("connect", [Errno.EIO]) { ReturnCode = -1 },
        new PacketDeclaration(PacketAction.Drop) { Direction = PacketDirection.Incoming, ToPort = 80 },
        new SyscallDeclaration("openat", [Errno.EIO]) { Paths = [null!] },
    ];

    private static PlacedDeclaration Placed(Declaration declaration) => new(declaration, "Orders.Survives");

    private static string Problem(params Declaration[] declarations) => Problems(declarations).ShouldHaveSingleItem();

    private static string[] Problems(params Declaration[] declarations) =>
        [.. Should.Throw<InvalidFailureConfigException>(() => DeclaredConfig.Of([.. declarations.Select(Placed)])).Message
            .Split('\n').Skip(1).Select(line => line.Trim())];

    [InjectFailure("read", Errno.EIO)]
    private abstract class Base;

    [InjectFailure("write", Errno.ENOSPC)]
    private sealed class Derived : Base
    {
        [InjectPacketFailure(PacketAction.Drop)]
        [LaunchProcess("dotnet", "OrderService.dll")]
        public static void Test()
        {
        }
    }
}
