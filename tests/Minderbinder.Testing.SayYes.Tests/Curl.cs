using System.Diagnostics;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>Runs curl, which knows nothing of .NET and trusts what SSL_CERT_FILE says.</summary>
internal static class Curl
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("curl", ["-sS", "--noproxy", "*", "--max-time", "60", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }.WithEnvironment(environment);
        // To curl these count for more than SSL_CERT_FILE.
        start.Environment.Remove("CURL_CA_BUNDLE");
        start.Environment.Remove("SSL_CERT_DIR");

        using var curl = Process.Start(start)!;
        var output = curl.StandardOutput.ReadToEndAsync();
        var error = curl.StandardError.ReadToEndAsync();
        await curl.WaitForExitAsync();
        return (curl.ExitCode, await output + await error);
    }

    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync([], arguments);
}
