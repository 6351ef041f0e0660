using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>A network namespace: a host of its own, until it is disposed.</summary>
internal sealed class Namespace : IAsyncDisposable
{
    private static int _count;
    private readonly List<Process> _servers = [];

    private Namespace(int number) => (Number, Name) = (number, $"mb{number}");

    /// <summary>Tells it from others; part of names and addresses.</summary>
    public int Number { get; }

    public string Name { get; }

    public static async Task<Namespace> CreateAsync()
    {
        var created = new Namespace(Interlocked.Increment(ref _count));
        await MustAsync("ip", "netns", "add", created.Name);
        await created.MustInsideAsync("ip", "link", "set", "lo", "up");
        return created;
    }

    /// <summary>Runs a program that has to succeed.</summary>
    public static async Task<string> MustAsync(string program, params string[] arguments)
    {
        var result = await Command.RunOutsideAsync(program, arguments);
        result.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }

    /// <summary>The same inside the namespace.</summary>
    public Task<string> MustInsideAsync(params string[] command) => MustAsync("ip", ["netns", "exec", Name, .. command]);

    /// <summary>Starts a program inside.</summary>
    public Process Start(params string[] command) => Command.Start("ip", ["netns", "exec", Name, .. command]);

    /// <summary>A web server on port 80 of all addresses.</summary>
    public async Task ServeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "yes");
        using (ExecutionContext.SuppressFlow())
            _servers.Add(Task.Run(() => Start("busybox", "httpd", "-f", "-p", "80", "-h", folder)).Result);
        await Eventually.BeTrueAsync(async () => (await MustInsideAsync("ss", "-ltn")).Contains(":80 ", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }

        await MustAsync("ip", "netns", "delete", Name);
    }
}
