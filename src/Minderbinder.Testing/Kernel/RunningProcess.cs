using System.Globalization;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Kernel;

/// <summary>A process that runs already, as far as a rule can ask: its names, and when it started.</summary>
internal sealed class RunningProcess : IDisposable
{
    private const int NameCount = Layout.Limits.Names;

    private RunningProcess(int id, PidFd handle, IReadOnlyList<string> names, ulong startedNs) =>
        (Id, Handle, Names, StartedNs) = (id, handle, names, startedNs);

    public int Id { get; }

    public PidFd Handle { get; }

    /// <summary>Its comm, the file it was started as, and the file that runs.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>On the monotonic clock.</summary>
    public ulong StartedNs { get; }

    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static RunningProcess Open(int id)
    {
        var handle = PidFd.TryOpen(id) ?? throw Gone(id);
        try
        {
            var directory = $"/proc/{id}";
            var comm = File.ReadAllText($"{directory}/comm").TrimEnd('\n');
            var called = File.ReadAllText($"{directory}/cmdline").Split('\0')[0];
            var executable = new FileInfo($"{directory}/exe").LinkTarget ?? "";
            var names = new string[NameCount] { comm, Path.GetFileName(called), Path.GetFileName(executable) };
            return new RunningProcess(id, handle, names, StartOf(ProcessEntry.TryRead(id) ?? throw Gone(id)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            handle.Dispose();
            throw new InvalidOperationException($"Process {id} cannot join a scope: {exception.Message}", exception);
        }
    }

    /// <summary>A process that is about to execute its program, and is nobody before.</summary>
    public static RunningProcess BeforeExec(int id) => new(
        id, PidFd.TryOpen(id) ?? throw new InvalidOperationException($"Process {id} is gone before it executed its program."), [], startedNs: 0);

    /// <summary>Whether it is one of those.</summary>
    public bool IsBeforeExec => Names.Count == 0;

    public void Dispose() => Handle.Dispose();

    /// <summary>That it has ended meanwhile.</summary>
    public InvalidOperationException IsGone() => Gone(Id);

    private static InvalidOperationException Gone(int id) => new($"Process {id} cannot join a scope: there is no such process (any more).");

    /// <summary>proc(5) gives the start in hundredths of a second since boot, sleep included; the age is the same on every clock.</summary>
    private static ulong StartOf(ProcessEntry process)
    {
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        var ageNs = Math.Max(0, uptime - (process.StartTime / 100.0)) * 1e9;
        return Clock.Now - Math.Min((ulong)ageNs, Clock.Now - 1);
    }
}
