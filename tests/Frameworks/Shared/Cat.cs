using System.Diagnostics;

namespace Inner;

/// <summary>The process that tests break: started as code that knows nothing of the library would.</summary>
internal static class Cat
{
    public const string Victim = "/etc/hostname";

    public const string Denied = "cat: /etc/hostname: Permission denied";

    public const string TooMany = "cat: /etc/hostname: Too many open files";

    /// <summary>What it complains of; nothing if it can read the file.</summary>
    public static string Read(string path = Victim)
    {
        using var cat = Process.Start(new ProcessStartInfo("cat", [path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        })!;
        var error = cat.StandardError.ReadToEnd();
        cat.WaitForExit();
        return error.Trim();
    }

    public static async Task<string> ReadAsync(string path = Victim)
    {
        await Task.Yield();
        return await Task.Run(() => Read(path));
    }
}
