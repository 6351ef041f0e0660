using Minderbinder.Testing;
using Minderbinder.Testing.Kernel.Gates;

namespace Minderbinder.Tool.Reach;

/// <summary>By which mechanisms each system call can be made to fail on this machine.</summary>
internal sealed class SyscallReach
{
    private const string Symbols = "/proc/kallsyms";

    private readonly IReadOnlySet<Mechanism> _working;
    private readonly IReadOnlySet<string>? _doors;

    /// <param name="working">The mechanisms that work here.</param>
    /// <param name="doors">The system calls that this kernel has; null if that cannot be seen.</param>
    public SyscallReach(IReadOnlySet<Mechanism> working, IReadOnlySet<string>? doors) => (_working, _doors) = (working, doors);

    /// <summary>Tries each mechanism with a call that it can reach.</summary>
    public static SyscallReach OfThisMachine()
    {
        (Mechanism Mechanism, SyscallFailure Failure)[] tries =
        [
            (Mechanism.SyscallModifyReturn, new SyscallFailure("fsync", Errno.EIO)),
            (Mechanism.SyscallKprobe, new SyscallFailure("fsync", Errno.EIO)),
            (Mechanism.SecurityHook, new SyscallFailure("mkdirat", Errno.EIO)),
            (Mechanism.SeccompNotification, new SyscallFailure("fsync", Errno.EIO)),
        ];
        return new(tries.Where(attempt => Works(attempt.Failure, attempt.Mechanism)).Select(attempt => attempt.Mechanism).ToHashSet(), Doors());
    }

    /// <summary>The mechanisms, best first; none if the call cannot be made to fail.</summary>
    public IReadOnlyList<Mechanism> Of(string syscall)
    {
        if (UnfailableSyscalls.ReasonFor(syscall) is not null || !IsKnownHere(syscall))
            return [];
        return [.. _working.Order().Where(mechanism => mechanism != Mechanism.SecurityHook || SecurityHooks.For(syscall) is not null)];
    }

    /// <summary>Why a call that <see cref="Of"/> has no mechanism for cannot be made to fail.</summary>
    public string WhyNot(string syscall) => UnfailableSyscalls.ReasonFor(syscall) is { } reason ? reason
        : !IsKnownHere(syscall) ? "this kernel does not have it"
        : _working.Contains(Mechanism.SecurityHook) ? "it passes no security hook of its own"
        : "no mechanism works here; 'minderbinder doctor' says why";

    private bool IsKnownHere(string syscall) => _doors is null || _doors.Contains(syscall);

    private static bool Works(SyscallFailure failure, Mechanism mechanism)
    {
        try
        {
            return MechanismProbe.Find(failure, mechanism) == mechanism;
        }
        catch (MinderbinderException)
        {
            return false;
        }
    }

    /// <summary>The symbols of the kernel can be listed by anybody; only their addresses are kept from most.</summary>
    private static HashSet<string>? Doors()
    {
        try
        {
            var door = Processor.Here.SyscallFunctionPrefix;
            var doors = File.ReadLines(Symbols).Select(line => line.Split(' ', '\t'))
                .Where(parts => parts.Length > 2 && parts[2].StartsWith(door, StringComparison.Ordinal))
                .Select(parts => parts[2][door.Length..]).ToHashSet();
            return doors.Count > 0 ? doors : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
