using System.Globalization;

namespace Minderbinder.Testing.Connections;

/// <summary>Whether the loopback of a process is this one's.</summary>
internal static class NetworkNamespace
{
    private static readonly string? Ours = Of("self");

    public static bool IsOurs(int process) => Of(process.ToString(CultureInfo.InvariantCulture)) is not { } other || other == Ours;

    private static string? Of(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
