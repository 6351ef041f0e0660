using System.Net;

namespace Minderbinder.Testing.Connections;

/// <summary>
/// Names that programs find in a file and ask no server for. Their addresses are as they are, and one can have several names.
/// </summary>
internal static class HostsFile
{
    private const string Path = "/etc/hosts";

    /// <summary>The names of each address in the file.</summary>
    public static ILookup<IPAddress, string> Read()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lines = [];
        }

        return (
            from line in lines
            let words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            where words.Length > 1
            let address = IPAddress.TryParse(words[0], out var parsed) ? parsed : null
            where address is not null
            from name in words[1..]
            select (address, name)).ToLookup(entry => entry.address, entry => entry.name);
    }
}
