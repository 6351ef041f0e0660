using Minderbinder.Testing;

namespace OrderService.Tests;

/// <summary>What a first user of the package writes. build/fresh-project.sh expects one test to pass and one to fail.</summary>
public class OrderTests
{
    [Fact]
    [InjectFailure("mkdir", Errno.ENOSPC, Process = "mkdir")]
    public async Task A_full_disk_is_reported()
    {
        await using var mkdir = await FailureScope.Required.LaunchAsync("mkdir", Path.Combine(Path.GetTempPath(), "orders"));

        Assert.Equal(1, await mkdir.WaitForExitAsync());
        Assert.Contains("No space left on device", mkdir.StandardError);
    }

    [Fact]
    [InjectFailure("mkdir", Errno.ENOSPC, Process = "mkdir")]
    public async Task A_disk_that_is_never_asked_shows_nothing()
    {
        await using var mkdir = await FailureScope.Required.LaunchAsync("mkdir", "--version");

        Assert.Equal(0, await mkdir.WaitForExitAsync());
    }
}
