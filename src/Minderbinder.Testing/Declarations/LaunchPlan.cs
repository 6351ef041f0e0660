using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.Declarations;

/// <summary>One start of a declared process: its port is chosen, its files are found.</summary>
internal sealed class LaunchPlan
{
    private readonly LaunchDeclaration _declaration;
    private readonly Uri? _readyUrl;
    private readonly int? _port;

    public LaunchPlan(LaunchDeclaration declaration)
    {
        _declaration = declaration;
        var url = declaration.ReadyUrl is { } text ? new Uri(text) : null;
        var wanted = url?.Port ?? declaration.ReadyPort;
        _port = wanted == 0 ? FindFreePort() : wanted;
        _readyUrl = url is null ? null : new UriBuilder(url) { Port = _port!.Value }.Uri;

        StartInfo = new ProcessStartInfo(InTestFolder(declaration.FileName))
        {
            WorkingDirectory = Path.Combine(TestFolder.Path, declaration.WorkingDirectory ?? ""),
        };
        foreach (var argument in declaration.Arguments.Select(Fill))
            StartInfo.ArgumentList.Add(IsAssembly(argument) ? InTestFolder(argument) : argument);
        if (wanted == 0 && !declaration.UsesPlaceholder)
            AnnouncePort();
        foreach (var variable in (declaration.Environment ?? []).Select(variable => Fill(variable).Split('=', 2)))
            StartInfo.Environment[variable[0]] = variable[1];
    }

    public ProcessStartInfo StartInfo { get; }

    private TimeSpan? Timeout => _declaration.ReadyTimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>Tells the process where it listens, and waits until it is ready.</summary>
    public async Task MakeReadyAsync(ProcessUnderTest process, CancellationToken cancellationToken)
    {
        process.Port = _port;
        process.BaseUrl = _readyUrl is null ? null : new Uri(_readyUrl, "/");
        if (_declaration.ReadyOutput is { } text)
            await process.WaitForOutputAsync(text, Timeout, cancellationToken);
        if (_readyUrl is not null)
            await process.WaitForHttpAsync(_readyUrl.AbsoluteUri, expected: null, Timeout, cancellationToken);
        else if (_port is { } port)
            await process.WaitForPortAsync(port, Timeout, cancellationToken);
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsAssembly(string argument) => argument.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file beside the test assembly, if it is there. Otherwise the name stays what it is, for PATH.</summary>
    private static string InTestFolder(string file)
    {
        var path = Path.Combine(TestFolder.Path, file);
        return File.Exists(path) ? path : file;
    }

    /// <summary>In the ways that services of most kinds listen to.</summary>
    private void AnnouncePort()
    {
        var address = _readyUrl?.GetLeftPart(UriPartial.Authority) ?? Fill($"http://127.0.0.1:{LaunchDeclaration.PortPlaceholder}");
        StartInfo.Environment["ASPNETCORE_URLS"] = address;
        StartInfo.Environment["PORT"] = Fill(LaunchDeclaration.PortPlaceholder);
    }

    private string Fill(string text) => _port is { } port
        ? text.Replace(LaunchDeclaration.PortPlaceholder, port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        : text;
}
