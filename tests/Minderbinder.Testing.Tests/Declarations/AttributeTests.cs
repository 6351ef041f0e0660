using System.Reflection;
using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

/// <summary>What an attribute says arrives in the config. The attributes are those of xUnit v3; all frameworks compile the same ones.</summary>
public class AttributeTests
{
    [Fact]
    public void Every_option_of_a_system_call_arrives() => ConfigOf(nameof(Declared.Syscall)).ShouldBe(
        new FailureConfig(new SyscallFailure("connect", Errno.ECONNREFUSED, Errno.ETIMEDOUT)
        {
            Name = "refused",
            Targets = ["curl", "wget", "aria2c", ProcessTarget.Self],
            StartDelay = TimeSpan.FromMilliseconds(250),
            Skip = 1,
            Every = 2,
            Times = 3,
            FailureRate = 12.5,
            Optional = true,
            When = new()
            {
                Paths = ["/run/a.sock", "/run/b.sock", "/run/c.sock"],
                Descriptor = 0,
                Addresses = ["::1", "10.0.0.0/8"],
                Ports = [5432, new(8000, 8080)],
                Arguments = ["arg2 >= 16"],
            },
            OrTwin = true,
            AllowRuntimeCritical = true,
        })
        {
            Seed = ulong.MaxValue,
            DenyIoUring = true,
        });

    [Fact]
    public void A_call_that_does_its_work_otherwise_arrives() => ConfigOf(nameof(Declared.Otherwise)).ShouldBe(
        new FailureConfig(
            new SyscallFailure("fsync", Errno.EIO) { Latency = TimeSpan.FromMilliseconds(200), Jitter = TimeSpan.FromMilliseconds(50) },
            new SyscallFailure("read") { Short = 3 },
            new SyscallFailure("openat") { Instead = "/tmp/hosts", When = new() { Paths = ["/etc/hosts"] } })
        {
            Mechanism = Mechanism.SeccompNotification,
        });

    [Fact]
    public void What_is_not_given_stays_the_default() =>
        ConfigOf(nameof(Declared.Plain)).ShouldBe(new FailureConfig(new SyscallFailure("fsync", Errno.EIO)));

    [Theory]
    [InlineData(nameof(Declared.Zero), new long[] { 0 })]
    [InlineData(nameof(Declared.Codes), new long[] { 0, -5 })]
    public void Return_codes_arrive(string method, long[] codes) =>
        ConfigOf(method).Failures.ShouldHaveSingleItem().ShouldBeOfType<SyscallFailure>().ReturnCodes.ShouldBe(codes);

    [Fact]
    public void Every_option_of_outgoing_packets_arrives() => ConfigOf(nameof(Declared.Outgoing)).ShouldBe(
        new FailureConfig(new OutgoingNetworkFailure
        {
            Name = "lost",
            Targets = ["wget"],
            StartDelay = TimeSpan.FromSeconds(1),
            Skip = 1,
            Every = 2,
            Times = 3,
            FailureRate = 50,
            Optional = true,
            Protocol = NetworkProtocol.Tcp,
            Action = PacketAction.Corrupt,
            FixChecksum = true,
            SourcePorts = [1],
            SourceAddresses = ["127.0.0.1"],
            DestinationPorts = [5432, new(8000, 8080)],
            DestinationAddresses = ["::1", "10.0.0.0/8"],
            MinLength = 1,
            Interfaces = ["lo", "eth0"],
        })
        {
            Seed = 9,
        });

    [Theory]
    [InlineData(nameof(Declared.Incoming))]
    [InlineData(nameof(Declared.FromThere))]
    public void Who_names_only_the_source_means_incoming_packets(string method) => ConfigOf(method).ShouldBe(
        new FailureConfig(new IncomingNetworkFailure { SourcePorts = [5432], SourceAddresses = ["10.0.0.1", "10.0.0.2"], LocalPorts = [2, 3] }));

    [Fact]
    public void Who_names_nothing_means_outgoing_packets() =>
        ConfigOf(nameof(Declared.AllPackets)).ShouldBe(new FailureConfig(new OutgoingNetworkFailure()));

    /// <summary>Each property of each attribute gives back what was put in, and has something to say before.</summary>
    [Theory]
    [MemberData(nameof(Properties))]
    public void A_property_keeps_its_value(Type attribute, string name)
    {
        var property = attribute.GetProperty(name)!;
        Attribute subject = attribute.Name switch
        {
            nameof(LaunchProcessAttribute) => new LaunchProcessAttribute("dotnet", "a.dll"),
            nameof(InjectPacketFailureAttribute) => new InjectPacketFailureAttribute(PacketAction.Drop),
            nameof(SayYesAttribute) => new SayYesAttribute("payments"),
            _ => (Attribute)Activator.CreateInstance(attribute)!,
        };
        object value = property.PropertyType switch
        {
            var type when type == typeof(string[]) => new[] { "a", "b" },
            var type when type == typeof(long[]) => new long[] { 1, 2 },
            var type when type == typeof(string) => "a",
            var type when type == typeof(bool) => !(bool)property.GetValue(subject)!,
            { IsEnum: true } type => Enum.GetValues(type).GetValue(1)!,
            var type => Convert.ChangeType(42, type, null),
        };
        property.GetValue(subject).ShouldNotBe(value);

        property.SetValue(subject, value);

        property.GetValue(subject).ShouldBe(value);
        attribute.GetProperties().Where(other => other.CanWrite && other.Name != name && Equals(other.GetValue(subject), value) && value is not bool)
            .ShouldBeEmpty();
    }

    public static TheoryData<Type, string> Properties
    {
        get
        {
            var rows = new TheoryData<Type, string>();
            foreach (var type in new[]
            {
                typeof(InjectFailureAttribute),
                typeof(InjectPacketFailureAttribute),
                typeof(LaunchProcessAttribute),
                typeof(SayYesAttribute),
            })
            {
                foreach (var property in type.GetProperties().Where(property => property.CanWrite))
                    rows.Add(type, property.Name);
            }

            return rows;
        }
    }

    private static FailureConfig ConfigOf(string method) => DeclaredConfig.Of(
        [.. typeof(Declared).GetMethod(method)!.GetCustomAttributes().OfType<IDeclarationSource>()
            .Select(source => new PlacedDeclaration(source.Declaration, method))]);

    private static class Declared
    {
        [InjectFailure(
            "connect", Errno.ECONNREFUSED, Errno.ETIMEDOUT, Name = "refused", Process = "curl", Processes = ["wget", "aria2c"], Self = true,
            StartDelayMs = 250, Skip = 1, Every = 2, Times = 3, FailureRate = 12.5, Optional = true, Path = "/run/a.sock",
            Paths = ["/run/b.sock", "/run/c.sock"],
            Descriptor = 0, Address = "::1", Addresses = ["10.0.0.0/8"], Port = 5432, Ports = ["8000-8080"], Arguments = ["arg2 >= 16"],
            OrTwin = true, AllowRuntimeCritical = true, Seed = ulong.MaxValue, DenyIoUring = true)]
        public static void Syscall()
        {
        }

        [InjectFailure("fsync", Errno.EIO)]
        public static void Plain()
        {
        }

        [InjectFailure("fsync", ReturnCode = 0)]
        public static void Zero()
        {
        }

        [InjectFailure("fsync", Errno.EIO, Latency = "200ms", Jitter = "50ms", Mechanism = Mechanism.SeccompNotification)]
        [InjectFailure("read", Short = 3)]
        [InjectFailure("openat", Path = "/etc/hosts", Instead = "/tmp/hosts")]
        public static void Otherwise()
        {
        }

        [InjectFailure("fsync", ReturnCodes = [0, -5])]
        public static void Codes()
        {
        }

        [InjectPacketFailure(
            PacketAction.Corrupt, Name = "lost", Process = "wget", StartDelayMs = 1000, Skip = 1, Every = 2, Times = 3, FailureRate = 50,
            Optional = true, Seed = 9,
            Protocol = NetworkProtocol.Tcp, FixChecksum = true, FromPort = 1, FromAddress = "127.0.0.1",
            ToPort = 5432, ToPorts = ["8000-8080"], ToAddress = "::1", ToAddresses = ["10.0.0.0/8"], MinLength = 1,
            Interface = "lo", Interfaces = ["eth0"])]
        public static void Outgoing()
        {
        }

        [InjectPacketFailure(
            PacketAction.Drop,
            Direction = PacketDirection.Incoming,
            FromPort = 5432,
            FromAddresses = ["10.0.0.1", "10.0.0.2"],
            LocalPort = 2,
            LocalPorts = ["3"])]
        public static void Incoming()
        {
        }

        [InjectPacketFailure(
            PacketAction.Drop, FromPorts = ["5432"], FromAddress = "10.0.0.1", FromAddresses = ["10.0.0.2"], LocalPorts = ["2", "3"])]
        public static void FromThere()
        {
        }

        [InjectPacketFailure(PacketAction.Drop)]
        public static void AllPackets()
        {
        }
    }
}
