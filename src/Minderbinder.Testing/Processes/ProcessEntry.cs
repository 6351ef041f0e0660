using System.Globalization;
using System.Text;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Processes;

/// <summary>A process as /proc lists it. Number and start time together are its identity: numbers are used again.</summary>
/// <param name="Id">The process's number.</param>
/// <param name="ParentId">The number of its parent.</param>
/// <param name="StartTime">When it started, in clock ticks since the machine did.</param>
internal readonly record struct ProcessEntry(int Id, int ParentId, ulong StartTime)
{
    /// <summary>All processes but this one, latest number first.</summary>
    /// <remarks>
    /// Latest first, because a chain of processes that each start the next and exit is found only if its newest link
    /// is looked at before it is gone.
    /// </remarks>
    public static IEnumerable<ProcessEntry> ReadAll() =>
        from path in Directory.GetDirectories("/proc")
        where char.IsAsciiDigit(path["/proc/".Length])
        let id = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)
        where id != Environment.ProcessId
        orderby id descending
        let entry = TryRead(id)
        where entry is not null
        select entry.Value;

    /// <summary>The process that has this number now; null when none has.</summary>
    public static ProcessEntry? TryRead(int id)
    {
        // "123 (any (name) at all) S 1 ...": what follows the last parenthesis are the fields from the third on.
        const int Parent = 4 - 3, Start = 22 - 3;
        if (TryReadFile(id, "stat") is not { } bytes)
            return null;

        var stat = Encoding.Latin1.GetString(bytes);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessEntry(
            id, int.Parse(fields[Parent], CultureInfo.InvariantCulture), ulong.Parse(fields[Start], CultureInfo.InvariantCulture));
    }

    /// <summary>When it started, on the monotonic clock, in nanoseconds: /proc counts sleep, but an age is the same on every clock.</summary>
    public ulong StartedNs
    {
        get
        {
            const double TicksPerSecond = 100; // USER_HZ, the same on every machine
            var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
            var ageNs = Math.Max(0, uptime - (StartTime / TicksPerSecond)) * 1e9;
            return Clock.Now - Math.Min((ulong)ageNs, Clock.Now - 1);
        }
    }

    /// <summary>The short name of the process, as <c>ps</c> shows it.</summary>
    public string Name => TryReadFile(Id, "comm") is { } name ? Encoding.UTF8.GetString(name).TrimEnd('\n') : "gone";

    /// <summary>Whether the process was started with this variable.</summary>
    public bool HasVariable(string name) =>
        TryReadFile(Id, "environ") is { } environment && environment.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name + "=")) >= 0;

    /// <summary>Whether both are the same process, which may have another parent by now.</summary>
    public bool Equals(ProcessEntry other) => Id == other.Id && StartTime == other.StartTime;

    public override int GetHashCode() => HashCode.Combine(Id, StartTime);

    private static byte[]? TryReadFile(int id, string name)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone, or another user's.
            return null;
        }
    }
}
