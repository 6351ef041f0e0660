using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What holds for a call that comes late, is cut short, or opens another file.</summary>
internal static class EffectRules
{
    private static readonly string[] Opening = ["open", "openat", "openat2"];

    public static string ShortOutOfRange(long bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"the call is to do at most {bytes} bytes; it must be from 1 to {int.MaxValue}, for a call that does none is at its end or fails.");

    public static IEnumerable<ConfigProblem> FindProblems(SyscallFailure failure, string path) =>
    [
        .. FindProblemsOfLatency(failure, path),
        .. FindProblemsOfShort(failure, $"{path}.{ConfigKeys.Short}"),
        .. FindProblemsOfInstead(failure, $"{path}.{ConfigKeys.Instead}"),
        .. FindProblemsOfSelf(failure, $"{path}.{ConfigKeys.Targets}"),
    ];

    private static IEnumerable<ConfigProblem> FindProblemsOfLatency(SyscallFailure failure, string path)
    {
        if (failure.Latency < TimeSpan.Zero || failure.Latency > FailureRules.MaxDelay)
            yield return new($"{path}.{ConfigKeys.Latency}", DurationText.OutOfRange(DurationText.Print(failure.Latency)));

        if (failure.Jitter < TimeSpan.Zero || failure.Jitter > FailureRules.MaxDelay)
        {
            yield return new($"{path}.{ConfigKeys.Jitter}", DurationText.OutOfRange(DurationText.Print(failure.Jitter)));
        }
        else if (failure.Jitter > failure.Latency)
        {
            yield return new(
                $"{path}.{ConfigKeys.Jitter}",
                $"the jitter is {DurationText.Print(failure.Jitter)}, more than the latency ({DurationText.Print(failure.Latency)}) that it varies; "
                    + $"make '{ConfigKeys.Latency}' at least as long.");
        }
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfShort(SyscallFailure failure, string path)
    {
        if (failure.Short is not { } bytes)
            yield break;

        if (bytes < 1)
            yield return new(path, ShortOutOfRange(bytes));
        if (SyscallTable.Contains(failure.Syscall) && !ShortTransfers.Contains(failure.Syscall))
            yield return new(path, $"'{failure.Syscall}' cannot be cut short; these can: {string.Join(", ", ShortTransfers.Syscalls)}.");
        if (failure.ReturnCodes.Count > 0)
            yield return new(path, $"a call that is cut short succeeds with what it did; remove '{ConfigKeys.Short}', or '{ConfigKeys.Error}' and "
                + $"'{ConfigKeys.ReturnCode}'.");
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfInstead(SyscallFailure failure, string path)
    {
        if (failure.Instead is not { } file)
            yield break;

        if (file.Length == 0)
            yield return new(path, $"the path is empty; write that of a file, or leave '{ConfigKeys.Instead}' out.");
        else if (file[0] != '/')
            yield return new(path, $"'{file}' is relative, and to what differs from process to process; write an absolute path.");
        if (file.Contains('\0', StringComparison.Ordinal))
            yield return new(path, "the path contains a NUL character, which no path can; remove it.");
        else if (!UnicodeText.IsValid(file))
            yield return new(path, $"the path contains {UnicodeText.HalfACharacter}; remove it.");

        if (SyscallTable.Contains(failure.Syscall) && !Opening.Contains(failure.Syscall))
            yield return new(path, $"'{failure.Syscall}' opens no file; these do: {string.Join(", ", Opening)}.");
        else if (failure.When is not { Paths.Count: > 0 })
            yield return new(
                path, $"every file would be replaced, the program's libraries too; say which by '{ConfigKeys.When}' with '{ConfigKeys.Path}'.");
        if (failure.ReturnCodes.Count > 0)
            yield return new(
                path,
                $"a call that opens another file succeeds; remove '{ConfigKeys.Instead}', or '{ConfigKeys.Error}' and '{ConfigKeys.ReturnCode}'.");
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfSelf(SyscallFailure failure, string path)
    {
        if (failure.NeedsSupervisor && failure.Targets.Any(target => target.IsSelf))
        {
            yield return new(
                path,
                $"'{ConfigKeys.Latency}', '{ConfigKeys.Short}' and '{ConfigKeys.Instead}' are for launched processes, not for '{ConfigKeys.Self}'; "
                    + "aim the failure at a process of its own.");
        }
    }
}
