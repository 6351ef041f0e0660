using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class InProcess
{
    [Fact]
    public async Task Self()
    {
        #region in-process-failures: self
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS) { Targets = [ProcessTarget.Self] });

        await WithFailureConfig(config, async () =>
        {
            await Task.Yield();
            var exception = Assert.Throws<IOException>(() => Directory.CreateDirectory("/tmp/new-folder"));
            Assert.Contains("Read-only file system", exception.Message);
        });
        #endregion
    }

    [Fact]
    public async Task TestServer()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        #region in-process-failures: test server
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer(server => server.PreserveExecutionContext = true);
        await using var app = builder.Build();
        app.MapPost("/folders", () => Directory.CreateDirectory(folder).Name);
        await app.StartAsync();
        using var client = app.GetTestClient();

        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.ENOSPC) { Targets = [ProcessTarget.Self] });
        await WithFailureConfig(config, () => Assert.ThrowsAsync<IOException>(() => client.PostAsync("/folders", null)));
        #endregion
    }

    [Fact]
    public async Task AnyThread()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        #region in-process-failures: any thread
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS)
        {
            Targets = [ProcessTarget.SelfOnAnyThread],
            When = new() { Paths = [folder] },
        });

        await WithFailureConfig(config, async () =>
        {
            Task<Exception?> elsewhere;
            using (ExecutionContext.SuppressFlow())
                elsewhere = Task.Run(() => Record.Exception(() => Directory.CreateDirectory(folder)));

            Assert.IsType<IOException>(await elsewhere);
        });
        #endregion
    }

    [Fact]
    public async Task Narrow()
    {
        var path = Path.GetTempFileName();
        #region in-process-failures: narrow
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EMFILE)
        {
            Targets = [ProcessTarget.Self],
            When = new() { Paths = [path] },
        });

        await WithFailureConfig(config, async () =>
        {
            var exception = await Record.ExceptionAsync(() => File.ReadAllTextAsync(path));
            Assert.Contains("Too many open files", exception?.Message);
        });
        #endregion
    }

    [Fact]
    public async Task WarmUp()
    {
        var path = Path.GetTempFileName();
        #region in-process-failures: warm up
        // Loads what the block needs while files can still be opened: a small rehearsal of the failure.
        await Assert.ThrowsAsync<FileNotFoundException>(() => File.ReadAllTextAsync("/missing"));

        var config = new FailureConfig(new SyscallFailure("openat", Errno.EMFILE) { Targets = [ProcessTarget.Self] });
        var failure = await WithFailureConfig(config, async () => await Record.ExceptionAsync(() => File.ReadAllTextAsync(path)));

        Assert.Contains("Too many open files", failure?.Message);
        #endregion
    }
}
