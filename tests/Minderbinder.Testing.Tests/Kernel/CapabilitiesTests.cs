using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Tests.Kernel;

public class CapabilitiesTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1UL << 38, false)] // PERFMON
    [InlineData(1UL << 39, false)] // BPF
    [InlineData(1UL << 38 | 1UL << 39, true)]
    [InlineData(1UL << 21, true)] // SYS_ADMIN
    [InlineData(ulong.MaxValue & ~(1UL << 21 | 1UL << 39), false)]
    public void It_takes_BPF_and_PERFMON_or_SYS_ADMIN(ulong mask, bool isEnough) => new Capabilities(mask).CanLoadPrograms.ShouldBe(isEnough);

    [Theory]
    [InlineData(nameof(Capability.NetAdmin), 12)]
    [InlineData(nameof(Capability.SysPtrace), 19)]
    public void Bits_are_those_of_the_kernel_header(string name, int bit) =>
        new Capabilities(1UL << bit).Has(Enum.Parse<Capability>(name)).ShouldBeTrue();
}
