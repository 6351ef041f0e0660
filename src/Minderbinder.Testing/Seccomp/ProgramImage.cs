using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.Seccomp;

/// <summary>What of a process changes when it executes another program.</summary>
/// <param name="Executable">The file that runs.</param>
/// <param name="Comm">The name the kernel gave it, after the file it was started as.</param>
/// <param name="StackStart">Where its arguments begin in memory: drawn anew for each program, on most machines.</param>
internal sealed record ProgramImage(string Executable, string Comm, ulong StackStart)
{
    public static ProgramImage Of(int process)
    {
        const int StackStartField = 48 - 3;
        var stat = Fields(process);
        return new ProgramImage(
            LinkOf(process),
            TryRead(process, "comm").TrimEnd('\n'),
            stat.Length > StackStartField ? ulong.Parse(stat[StackStartField], CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>How a process that nobody has waited for yet ended, as wait(2) has it; null if it cannot be told.</summary>
    public static int? ExitStatusOf(int process)
    {
        const int StateField = 3 - 3, ExitCodeField = 52 - 3;
        var stat = Fields(process);
        return stat.Length > ExitCodeField && stat[StateField] is "Z" or "X" ? int.Parse(stat[ExitCodeField], CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The fields of proc_pid_stat(5) after the name, which may hold anything: the first is the third there.</summary>
    private static string[] Fields(int process)
    {
        var text = TryRead(process, "stat");
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string LinkOf(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/exe").LinkTarget ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string TryRead(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}", Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
