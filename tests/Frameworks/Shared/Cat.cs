using System.Diagnostics;

namespace Inner;

/// <summary>
/// The process that tests break: started as code that knows nothing of the library would, or by the library where failures could not reach it
/// otherwise.
/// </summary>
internal static class Cat
{
    private static readonly bool IsPlain = KernelSupport.Check().HasKernelPrograms;

    public const string Victim = "/etc/hostname";

    public const string Denied = "cat: /etc/hostname: Permission denied";

    public const string TooMany = "cat: /etc/hostname: Too many open files";

    /// <summary>What it complains of; nothing if it can read the file.</summary>
    public static string Read(string path = Victim)
    {
        var start = new ProcessStartInfo("cat", [path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        };
        return IsPlain || FailureScope.Current is null ? ReadPlainly(start) : ReadLaunchedAsync(start).GetAwaiter().GetResult();
    }

    public static async Task<string> ReadAsync(string path = Victim)
    {
        await Task.Yield();
        return await Task.Run(() => Read(path));
    }

    private static string ReadPlainly(ProcessStartInfo start)
    {
        using var cat = Process.Start(start)!;
        var error = cat.StandardError.ReadToEnd();
        cat.WaitForExit();
        return error.Trim();
    }

    private static async Task<string> ReadLaunchedAsync(ProcessStartInfo start)
    {
        await using var cat = ProcessUnderTest.Start(start);
        await cat.WaitForExitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        return cat.StandardError.Trim();
    }
}
