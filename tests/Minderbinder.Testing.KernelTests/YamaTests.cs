using System.Reflection;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>
/// The settings of the Yama security module, as an ordinary user meets them: what a supervisor may no longer look into does not fail,
/// and the message says which setting it is. All other tests run with 0. A setting of 3 cannot be taken back, so it is not tried.
/// </summary>
public sealed class YamaTests : IDisposable
{
    private const string Setting = "/proc/sys/kernel/yama/ptrace_scope";

    private static readonly string Scenarios = typeof(YamaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ScenariosPath").Value!;

    private readonly string? _before = File.Exists(Setting) ? File.ReadAllText(Setting) : null;

    public YamaTests()
    {
        Assert.SkipUnless(_before is not null, "the kernel runs without Yama");
        Assert.SkipUnless(GuestKernel.IsEmulated, "the setting is one of the whole machine, and is changed only in a guest");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_ordinary_user_may_look_into_what_the_setting_allows(int setting)
    {
        await File.WriteAllTextAsync(Setting, $"{setting}", TestContext.Current.CancellationToken);

        await using var process = ProcessUnderTest.Start(
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "dotnet", Scenarios, "inspect");
        await process.WaitForExitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

        var lines = process.StandardOutput.TrimEnd().Split('\n').Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[^1]);
        lines["without a path"].ShouldBe("injected");
        foreach (var (what, upTo) in new[] { ("with a path", 1), ("a daemon, with a path", 0), ("short", 1) })
        {
            if (setting <= upTo)
                lines[what].ShouldBe("injected");
            else
                lines[what].ShouldContain($"kernel.yama.ptrace_scope is {setting}");
        }
    }

    public void Dispose()
    {
        if (_before is not null && GuestKernel.IsEmulated)
            File.WriteAllText(Setting, _before);
    }
}
