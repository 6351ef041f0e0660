using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Tests.Processes;

/// <summary>Starts the processes that the tests here watch.</summary>
internal static class Launch
{
    public static ProcessUnderTest Shell(string script, params string[] arguments) =>
        ProcessUnderTest.Start(new ProcessStartInfo("sh", ["-c", script, "sh", .. arguments]));

    /// <summary>Gives the process an environment variable, by which the test can find it and its children.</summary>
    public static ProcessUnderTest MarkedShell(string variable, string script) =>
        ProcessUnderTest.Start(new ProcessStartInfo("sh", ["-c", script]) { Environment = { [variable] = "1" } });

    public static int CountMarked(string variable) => ProcessEntry.ReadAll().Count(entry => entry.HasVariable(variable));

    public static ProcessUnderTest Python(string script, params object[] arguments) =>
        ProcessUnderTest.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-u", "-c", script, .. arguments.Select(argument => $"{argument}")]));

    public static bool IsAlive(int id)
    {
        using var pidFd = PidFd.TryOpen(id);
        return pidFd is { HasExited: false };
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>For what no wait of the library covers.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
