using System.Diagnostics;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

namespace Snippets;

public class Scopes
{
    #region parallel-and-nested-scopes: two tests
    [Theory]
    [InlineData(Errno.EROFS, "Read-only file system")]
    [InlineData(Errno.EDQUOT, "Disk quota exceeded")]
    public async Task Mkdir_says_why_it_failed(Errno error, string message)
    {
        await WithFailureConfig(new FailureConfig(new SyscallFailure("mkdir", error)), async scope =>
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", "/tmp/new-folder");
            await mkdir.WaitForExitAsync();
            Assert.Contains(message, mkdir.StandardError);
        });
    }
    #endregion

    [Fact]
    public async Task Outside()
    {
        #region parallel-and-nested-scopes: outside
        // Optional: no process of this block is to suffer it.
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS) { Optional = true });

        await WithFailureConfig(config, async () =>
        {
            Task<Process> starting;
            using (ExecutionContext.SuppressFlow())
                starting = Task.Run(() => Process.Start("mkdir", Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));

            using var mkdir = await starting;
            await mkdir.WaitForExitAsync();
            Assert.Equal(0, mkdir.ExitCode);
        });
        #endregion
    }

    [Fact]
    public async Task Nested()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        #region parallel-and-nested-scopes: nested
        var readOnly = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        var busy = new FailureConfig(new SyscallFailure("rmdir", Errno.EBUSY));

        await WithFailureConfig(readOnly, async outer =>
        {
            await WithFailureConfig(busy, async inner =>
            {
                // mkdir fails and rmdir fails
                Assert.Equal(outer, inner.Parent);
                await using var rmdir = await inner.LaunchAsync("rmdir", folder);
                Assert.Equal(1, await rmdir.WaitForExitAsync());
            });

            // only mkdir fails
            Assert.Equal(outer, FailureScope.Current);
            await using var mkdir = await outer.LaunchAsync("mkdir", "/tmp/new-folder");
            Assert.Equal(1, await mkdir.WaitForExitAsync());
        });
        #endregion
    }

    [Fact]
    public async Task Join()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        #region parallel-and-nested-scopes: join
        using var shell = Process.Start(new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardError = true })!;

        await WithFailureConfig(config, async scope =>
        {
            await scope.JoinAsync(shell);

            await shell.StandardInput.WriteLineAsync("mkdir /tmp/new-folder");
            Assert.Contains("Read-only file system", await shell.StandardError.ReadLineAsync());
        });

        await shell.StandardInput.WriteLineAsync("mkdir /tmp/new-folder && rmdir /tmp/new-folder; echo done >&2");
        Assert.Equal("done", await shell.StandardError.ReadLineAsync());
        #endregion
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Open()
    {
        var config = new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS));
        #region parallel-and-nested-scopes: open
        await using (var scope = FailureScope.Open(config))
        {
            await using var mkdir = await scope.LaunchAsync("mkdir", "/tmp/new-folder");
            Assert.Equal(1, await mkdir.WaitForExitAsync());
        }
        #endregion
    }
}
