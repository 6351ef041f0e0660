namespace Minderbinder.Testing.Tests.Scopes;

/// <summary>By the mechanism that needs no privilege; the kernel tests do the same at gates.</summary>
public class RateChangeTests
{
    private static readonly FailureScopeOptions Unprivileged = new() { Mechanism = Mechanism.SeccompNotification };

    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    [Fact]
    public async Task A_program_recovers_when_its_failure_is_paused()
    {
        var full = new SyscallFailure("mkdir", Errno.ENOSPC);
        await using var scope = FailureScope.Open(new FailureConfig(full), Unprivileged);
        await using var service = await scope.LaunchAsync("sh", "-c", $"until mkdir {_folder}/cache; do sleep 0.05; done");
        await service.WaitForOutputAsync("No space left on device");

        scope.Pause(full);

        (await service.WaitForExitAsync()).ShouldBe(0);
        scope.GetEvidence().Changes.ShouldHaveSingleItem().IsPaused.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_pause_lets_through_does_not_count_for_times()
    {
        var once = new SyscallFailure("mkdir", Errno.ENOSPC) { Times = 1 };
        await using var scope = FailureScope.Open(new FailureConfig(once), Unprivileged);

        scope.Pause(once);
        (await MakeAsync("a")).ShouldBe(0);
        scope.Resume(once);
        (await MakeAsync("b")).ShouldBe(1);
        (await MakeAsync("c")).ShouldBe(0);

        async Task<int> MakeAsync(string name)
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", Path.Combine(_folder, name));
            return await mkdir.WaitForExitAsync();
        }
    }
}
