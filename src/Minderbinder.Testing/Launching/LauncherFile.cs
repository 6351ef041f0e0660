using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Launching;

/// <summary>
/// The launcher as a file without a name that processes can be started from: in memory, or where that is not allowed, in a folder, from
/// which it has been deleted again. Nothing is left of it when the test process is gone.
/// </summary>
internal static class LauncherFile
{
    private static readonly Lock Lock = new();
    private static SafeFileHandle? _file;

    /// <summary>
    /// The file as a process finds it that this one forks: such a process has all descriptors of this one until it has executed
    /// something, whoever it runs as.
    /// </summary>
    /// <exception cref="SupervisionNotPossibleException">There is no place to execute a file from.</exception>
    /// <exception cref="Win32Exception">A limit was reached: of processes, descriptors or memory.</exception>
    public static string Path
    {
        get
        {
            lock (Lock)
                return PathOf(_file ??= Open());
        }
    }

    private static string PathOf(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    private static SafeFileHandle Open() => OpenIn([MemoryPlace.Instance, .. FolderPlace.All]);

    /// <summary>The launcher in the first of the places that it can be executed from.</summary>
    internal static SafeFileHandle OpenIn(IEnumerable<ILauncherPlace> places)
    {
        var refusals = new List<string>();
        foreach (var place in places)
        {
            try
            {
                var file = place.Put(LauncherImage.Bytes);
                if (Refusal(file) is not { } refusal)
                    return file;

                file.Dispose();
                refusals.Add($"{place.Name}: {refusal}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                refusals.Add($"{place.Name}: {exception.Message}");
            }
        }

        throw new SupervisionNotPossibleException(
            SupervisionObstacle.LauncherNotExecutable,
            "There is no place from which a program of this library's own can be executed. Tried:\n"
            + string.Concat(refusals.Select(refusal => $"  - {refusal}\n"))
            + "Set TMPDIR to a folder on a file system that is writable and not mounted noexec, or allow executable memory files "
            + "(sysctl vm.memfd_noexec=0).");
    }

    /// <summary>Why the file cannot be executed; null if it can be, because it was.</summary>
    private static string? Refusal(SafeFileHandle file) => OutsideFlow.Run(() =>
    {
        // The child of another thread may hold what wrote the file, as long as it has executed nothing itself.
        const int Busy = (int)Errno.ETXTBSY;
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(5))
        {
            try
            {
                return Check(file);
            }
            catch (Win32Exception exception) when (exception.NativeErrorCode == Busy && clock.Elapsed < TimeSpan.FromSeconds(2))
            {
            }
            catch (Win32Exception exception) when (!Limits.Cause((Errno)exception.NativeErrorCode))
            {
                return Marshal.GetPInvokeErrorMessage(exception.NativeErrorCode);
            }
        }
    });

    private static string? Check(SafeFileHandle file)
    {
        using var process = Process.Start(new ProcessStartInfo(PathOf(file), ["check"])
        {
            // A process that has one of the test process's own streams would count as a program in the terminal.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            return "it was started there and did not end within 10 s";
        }

        return process.ExitCode == 0 ? null : $"it was started there and ended with exit code {process.ExitCode}";
    }
}
