using System.Diagnostics;
using System.Globalization;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>A process under test that is a server: it sends back what it gets by TCP and UDP.</summary>
internal sealed class ServingVictim(string address) : IDisposable
{
    public Process Process { get; } = Victim.Start("serve", address);

    /// <summary>Its port, once it is there.</summary>
    public async Task<int> PortAsync()
    {
        var line = await Process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return int.Parse(line!["serving ".Length..], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
    }
}
