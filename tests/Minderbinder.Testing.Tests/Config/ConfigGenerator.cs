namespace Minderbinder.Testing.Tests;

/// <summary>Makes valid configs of every shape; the same ones for the same seed.</summary>
internal sealed class ConfigGenerator(int seed)
{
    private const string Characters = "abzAZ09_-.: #'\"\\&*!|>%@`,[]{}\t\n\u0001\u007f\u0085äß漢\u2028\ufeff";

    private static readonly Errno[] Errors = Enum.GetValues<Errno>();
    private static readonly string[] Syscalls = [.. SyscallTable.Names.Where(name => UnfailableSyscalls.ReasonFor(name) is null)];

    private readonly Random _random = new(seed);
    private int _names;

    public FailureConfig Next() => new([.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => NextFailure())]);

    private Failure NextFailure()
    {
        Failure failure = _random.Next(4) == 0 ? new OutgoingNetworkFailure() : NextSyscall();
        return failure with
        {
            // Names differ by their number.
            Name = Sometimes() ? $"{_names++}{NextText()}" : null,
            Targets = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => NextTarget(failure))],
            Delay = Sometimes() ? TimeSpan.FromTicks(_random.NextInt64(TimeSpan.FromDays(49).Ticks + 1)) : TimeSpan.Zero,
            FailureRate = Sometimes() ? _random.NextDouble() * 100 : _random.Next(101),
        };
    }

    private SyscallFailure NextSyscall()
    {
        var syscall = Syscalls[_random.Next(Syscalls.Length)];
        var failure = Sometimes()
            ? new SyscallFailure(syscall, Errors[_random.Next(Errors.Length)])
            : new SyscallFailure(syscall, _random.NextInt64(-4095, long.MaxValue));
        return failure with { AllowRuntimeCritical = Sometimes() };
    }

    private ProcessTarget NextTarget(Failure failure)
    {
        var selfIsAllowed = failure is not SyscallFailure { AllowRuntimeCritical: false } syscall
            || !RuntimeCriticalSyscalls.Contains(syscall.Syscall);
        return selfIsAllowed && _random.Next(4) == 0 ? ProcessTarget.Self : NextText() + "x";
    }

    // At most 20 characters of at most three bytes: short enough for the name of a process.
    private string NextText() =>
        string.Concat(Enumerable.Range(0, _random.Next(21)).Select(_ => Characters[_random.Next(Characters.Length)]));

    private bool Sometimes() => _random.Next(2) == 0;
}
