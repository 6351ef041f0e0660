using System.Diagnostics;
using Minderbinder.Testing.Launching;

namespace Minderbinder.Testing.Tests.Launching;

/// <summary>What cannot be started is refused in the same words, supervised or not.</summary>
public sealed class SameErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;

    public SameErrorTests()
    {
        Assert.SkipUnless(SeccompProbe.Check().IsSupported, SeccompProbe.Check().Explanation);
        Write("no-interpreter", "#!/no/such/interpreter\n", 0b111_101_101);
        Write("text", "no program\n", 0b111_101_101);
        Write("not-executable", "#!/bin/sh\n", 0b110_100_100);
        Write("empty", "", 0b111_101_101);
        Write("cut-short", "\x7f" + "ELF\x2\x1\x1", 0b111_101_101);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "no-such-program", "" },
        { "/no/such/../program", "" },
        { "no-such-folder/program", "" },
        { "{0}", "" },
        { "{0}/", "" },
        { "{0}/no-interpreter", "" },
        { "{0}/text", "" },
        { "{0}/not-executable", "" },
        { "{0}/empty", "" },
        { "{0}/cut-short", "" },
        { "{0}/text/below", "" },
        { "/dev/null", "" },
        { "/" + new string('x', 300), "" },
        { "/" + new string('x', 5000), "" },
        { new string('x', 300), "" },
        { " sh", "" },
        { "sh", "/no/such/folder" },
        { "sh", "/etc/passwd" },
        { "no-such-program", "/no/such/folder" },
        { "/no/such/program", "/no/such/folder" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_same_words(string program, string folder)
    {
        var info = new ProcessStartInfo(string.Format(null, program, _folder)) { WorkingDirectory = folder };
        var expected = Should.Throw<ProcessStartException>(() => ProcessUnderTest.Start(info));
        var calls = new FailingCalls(Errno.EIO, "mkdir");
        var exception = Should.Throw<ProcessStartException>(() => ProcessUnderTest.StartSupervised(info, calls));

        exception.Message.ShouldBe(expected.Message);
        if (!Directory.Exists(info.FileName))
            exception.InnerException!.Message.ShouldBe(expected.InnerException!.Message);
        calls.IsAbandoned.ShouldBe(calls.Launched.Id != 0);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_leaves_no_process()
    {
        var calls = new FailingCalls(Errno.EIO, "mkdir");
        Should.Throw<ProcessStartException>(() => ProcessUnderTest.StartSupervised(new ProcessStartInfo($"{_folder}/text"), calls));

        calls.IsAbandoned.ShouldBeTrue();
        await calls.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Processes.Launch.IsAlive(calls.Launched.Id).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("sh", "-c true")]
    public void A_start_info_that_the_runtime_refuses(string program, string arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { ArgumentList = { "one" } };
        var expected = Should.Throw<InvalidOperationException>(() => ProcessUnderTest.Start(info));

        Should.Throw<InvalidOperationException>(() => ProcessUnderTest.StartSupervised(info, new FailingCalls(Errno.EIO, "mkdir")))
            .Message.ShouldBe(expected.Message);
        info.ArgumentList.ShouldBe(["one"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text, int mode)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        File.SetUnixFileMode(Path.Combine(_folder, name), (UnixFileMode)mode);
    }
}
