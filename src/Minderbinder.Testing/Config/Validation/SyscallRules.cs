using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>What a failure of a system call must obey, as far as it holds on every kernel.</summary>
internal static class SyscallRules
{
    // What people copy from strace's sources, kernel symbols and headers.
    private static readonly string[] Prefixes = ["__x64_sys_", "__arm64_sys_", "__se_sys_", "__do_sys_", "__NR_", "SYS_", "sys_"];

    public const string NoReturnCode =
        $"say how the call fails: either '{ConfigKeys.Error}' (for example ENOENT) or '{ConfigKeys.ReturnCode}' (for example -2); "
        + $"or what else happens to it: '{ConfigKeys.Latency}', '{ConfigKeys.Short}' or '{ConfigKeys.Instead}'.";

    public static IEnumerable<ConfigProblem> FindProblems(SyscallFailure failure, string path)
    {
        if (FindProblemOfCall(failure) is { } problem)
            yield return new($"{path}.{ConfigKeys.Syscall}", problem);

        foreach (var problemOfCodes in FindProblemsOfReturnCodes(failure, path))
            yield return problemOfCodes;

        foreach (var problemOfEffect in EffectRules.FindProblems(failure, path))
            yield return problemOfEffect;

        if (failure.When is { } filter)
        {
            foreach (var problemOfFilter in FilterRules.FindProblems(filter, SyscallTwins.CallOf(failure), $"{path}.{ConfigKeys.When}"))
                yield return problemOfFilter;
        }

        if (failure.OrTwin && failure.When?.Arguments.Count > 0 && SyscallTwins.For(failure.Syscall) is { } twin)
        {
            yield return new(
                $"{path}.{ConfigKeys.OrTwin}",
                $"'{twin}', which it is on some processors, has its arguments in other places than '{failure.Syscall}', and there are conditions on "
                + "arguments; write a config for each processor.");
        }
    }

    private static IEnumerable<ConfigProblem> FindProblemsOfReturnCodes(SyscallFailure failure, string path)
    {
        var codes = failure.ReturnCodes;
        if (codes.Count == 0 && !failure.NeedsSupervisor)
            yield return new($"{path}.{ConfigKeys.ReturnCode}", NoReturnCode);

        if (codes.Count > SyscallFailure.MaxReturnCodes)
        {
            var key = failure.Errors is null ? ConfigKeys.ReturnCode : ConfigKeys.Error;
            yield return new($"{path}.{key}", $"there are {codes.Count} of them; at most {SyscallFailure.MaxReturnCodes} can take turns.");
        }

        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] >= -SyscallFailure.MaxErrno)
                continue;
            var returnCode = codes[i].ToString(CultureInfo.InvariantCulture);
            yield return new(
                ItemRules.PlaceOf($"{path}.{ConfigKeys.ReturnCode}", i, codes.Count),
                $"the return code is {returnCode}, and no error has that number; "
                    + $"write -1 to -{SyscallFailure.MaxErrno} for an error, 0 or more for a success.");
        }
    }

    private static string? FindProblemOfCall(SyscallFailure failure)
    {
        var name = SyscallTwins.CallOf(failure);
        if (FindProblemOfProcessor(name, Processor.Here) is { } misfit)
            return misfit;
        if (FindProblemOfName(name, "remove this failure") is { } problem)
            return problem;

        if (RuntimeCriticalSyscalls.Contains(name) && failure.Targets.Any(target => target.IsSelf) && !failure.AllowRuntimeCritical)
        {
            return $"the .NET runtime of this test process cannot do without '{name}', and the failure is for '{ConfigKeys.Self}'; "
                + $"aim it at a process of its own, or take the risk with '{ConfigKeys.AllowRuntimeCritical}: true' "
                + $"({nameof(SyscallFailure.AllowRuntimeCritical)} in C#).";
        }

        return null;
    }

    /// <summary>What is said of a failure of a call that a processor does not have; null if it has it, or none has.</summary>
    public static string? FindProblemOfProcessor(string name, Processor processor) =>
        SyscallTwins.FindProblem(name, processor) is not { } problem ? null
        : SyscallTwins.For(name) is null ? $"{problem}; remove this failure."
        : $"{problem}; name that, or have it taken there with '{ConfigKeys.OrTwin}: true' ({nameof(SyscallFailure.OrTwin)} in C#).";

    /// <summary>What keeps a call of that name from being made to fail on every machine; null if nothing does.</summary>
    public static string? FindProblemOfName(string name, string remedy = "leave it out") =>
        SyscallTwins.FindProblem(name, Processor.Here) is { } problem ? $"{problem}; {remedy}."
        : !SyscallTable.Contains(name) ? UnknownCall(name)
        : UnfailableSyscalls.ReasonFor(name) is { } reason ? $"'{name}' cannot be made to fail: {reason}; {remedy}."
        : null;

    private static string UnknownCall(string name)
    {
        if (name.Length == 0)
            return "the name of the system call is empty; write the kernel's, for example 'openat'.";

        if (CLibraryNames.SyscallBehind(name) is { } syscall)
            return $"'{name}' is a function of the C library, not a system call; the call behind it is '{syscall}'.";

        var prefix = Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        return NearestName.To(name[(prefix?.Length ?? 0)..], SyscallTable.Names) is { } nearest
            ? $"there is no system call '{name}'; did you mean '{nearest}'?"
            : $"there is no system call '{name}'; 'man 2 syscalls' lists the names.";
    }
}
