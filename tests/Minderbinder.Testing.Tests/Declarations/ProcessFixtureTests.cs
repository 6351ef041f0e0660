using Minderbinder.Testing.Declarations;
using static Minderbinder.Testing.FailureInjector;

namespace Minderbinder.Testing.Tests.Declarations;

/// <summary>One shell for all tests of the class, which suffers in each what that test says. Without privileges.</summary>
public class ProcessFixtureTests(ProcessFixtureTests.Shell shell) : IClassFixture<ProcessFixtureTests.Shell>
{
    private static int? _id;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    [InjectFailure("mkdir", Errno.EROFS, Mechanism = Mechanism.SeccompNotification)]
    public Task It_belongs_to_the_scope_of_attributes() => SayAsync("Read-only file system");

    [Fact]
    public Task It_belongs_to_the_scope_of_a_block() => WithFailureConfig(
        new FailureConfig(new SyscallFailure("mkdir", Errno.ENOSPC)) { Mechanism = Mechanism.SeccompNotification },
        () => SayAsync("No space left on device"));

    [Fact]
    public async Task It_suffers_nothing_in_a_test_without_failures()
    {
        await SayAsync("made");
        Directory.Delete(_folder);
    }

    /// <summary>What the attribute of the first test names; a failure of another call would be refused.</summary>
    [Fact]
    public async Task Calls_that_no_attribute_names_have_to_be_named_by_the_fixture() =>
        (await Should.ThrowAsync<Exception>(() => WithFailureConfig(
            new FailureConfig(new SyscallFailure("rmdir", Errno.EIO)) { Mechanism = Mechanism.SeccompNotification }, () => Task.CompletedTask)))
            .Message.ShouldContain("rmdir");

    [Fact]
    public void The_attributes_of_its_users_say_which_calls_may_fail() => FixtureUsers.CallsThatMayFail(typeof(Shell)).ShouldBe(["mkdir"]);

    [Fact]
    public async Task A_fixture_that_is_not_started_says_so()
    {
        await using var other = new Shell();

        Should.Throw<InvalidOperationException>(() => other.Process).Message.ShouldStartWith("The process of Shell does not run yet.");
    }

    /// <summary>Each test asks the same process, and gets its own answer.</summary>
    private async Task SayAsync(string answer)
    {
        (_id ??= shell.Process.Id).ShouldBe(shell.Process.Id);
        await shell.Process.StandardInput.WriteLineAsync(_folder);
        var line = await shell.Process.WaitForOutputAsync(
            new System.Text.RegularExpressions.Regex($"{Path.GetFileName(_folder)}.*{answer}"), TimeSpan.FromMinutes(1));
        line.Text.ShouldContain(answer);
    }

    public sealed class Shell : ProcessFixture
    {
        public Shell()
            : base("sh", "-c", "echo ready; while read folder; do mkdir $folder && echo $folder made; done") => ReadyOutput = "ready";
    }
}
