using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.KernelTests.Connections;

/// <summary>A real Redis, outside any scope.</summary>
internal sealed class Redis : IDisposable
{
    private readonly Process _process;

    private Redis(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<Redis> StartAsync()
    {
        Task<Redis> starting;
        using (ExecutionContext.SuppressFlow())
            starting = Task.Run(StartAloneAsync);
        return await starting;
    }

    private static async Task<Redis> StartAloneAsync()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{port}", "--save", "", "--bind", "127.0.0.1"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Ready to accept", StringComparison.Ordinal))
            continue;
        _ = process.StandardOutput.ReadToEndAsync();
        return new Redis(process, port);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
