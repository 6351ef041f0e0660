using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>
/// Reads one failure. What cannot be read is reported and left at its default: the list keeps its length, and the paths of the failures
/// after it stay right.
/// </summary>
internal static class FailureReader
{
    // Stands for a return code that could not be read; no rule objects to it.
    private const long Unreadable = 0;

    public static Failure ReadSyscall(YamlCursor item)
    {
        var keys = item.Keys(
            ConfigKeys.Name,
            ConfigKeys.Syscall,
            ConfigKeys.ReturnCode,
            ConfigKeys.Error,
            ConfigKeys.When,
            ConfigKeys.Targets,
            ConfigKeys.DelayMs,
            ConfigKeys.Skip,
            ConfigKeys.Every,
            ConfigKeys.Times,
            ConfigKeys.FailureRate,
            ConfigKeys.Optional,
            ConfigKeys.AllowRuntimeCritical);
        if (keys is null)
            return new SyscallFailure("", Unreadable);

        if (keys[ConfigKeys.Syscall] is null)
            keys.ComplainMissing(ConfigKeys.Syscall, "the key is missing; name the system call that is to fail, for example 'openat'.");

        var failure = new SyscallFailure(keys[ConfigKeys.Syscall]?.Text() ?? "")
        {
            ReturnCodes = ReadReturnCodes(keys) is { Count: > 0 } returnCodes ? [.. returnCodes] : [Unreadable],
            When = keys[ConfigKeys.When] is { } filter ? FilterReader.Read(filter) : null,
            AllowRuntimeCritical = keys[ConfigKeys.AllowRuntimeCritical]?.Flag() ?? false,
        };
        return WithCommonKeys(failure, keys);
    }

    public static Failure ReadOutgoingNetwork(YamlCursor item)
    {
        var failure = new OutgoingNetworkFailure();
        var keys = item.Keys(
            ConfigKeys.Name,
            ConfigKeys.Targets,
            ConfigKeys.DelayMs,
            ConfigKeys.Skip,
            ConfigKeys.Every,
            ConfigKeys.Times,
            ConfigKeys.FailureRate,
            ConfigKeys.Optional);
        return keys is null ? failure : WithCommonKeys(failure, keys);
    }

    private static Failure WithCommonKeys(Failure failure, MappingReader keys) => failure with
    {
        Name = keys[ConfigKeys.Name]?.Text(),
        Targets = [.. keys[ConfigKeys.Targets]?.Items().Select(TargetReader.Read) ?? []],
        Delay = keys[ConfigKeys.DelayMs] is { } delay ? ReadDelay(delay) : failure.Delay,
        Skip = keys[ConfigKeys.Skip]?.Integer() ?? failure.Skip,
        Every = keys[ConfigKeys.Every]?.Integer() ?? failure.Every,
        Times = keys[ConfigKeys.Times]?.Integer() ?? failure.Times,
        FailureRate = keys[ConfigKeys.FailureRate]?.Number() ?? failure.FailureRate,
        Optional = keys[ConfigKeys.Optional]?.Flag() ?? failure.Optional,
    };

    private static IReadOnlyList<long> ReadReturnCodes(MappingReader keys)
    {
        var (returnCode, error) = (keys[ConfigKeys.ReturnCode], keys[ConfigKeys.Error]);
        if (returnCode is null && error is null)
            keys.ComplainMissing(ConfigKeys.ReturnCode, SyscallRules.NoReturnCode);

        if (returnCode is not null && error is not null)
            error.Complain($"'{ConfigKeys.Error}' and '{ConfigKeys.ReturnCode}' are both given; keep one.");

        // Both are read, so that both are checked.
        IReadOnlyList<long> numbers = [.. returnCode?.ItemOrItems().Select(item => item.Integer() ?? Unreadable) ?? []];
        return error is null ? numbers : [.. error.ItemOrItems().Select(item => -(long)ReadError(item))];
    }

    private static Errno ReadError(YamlCursor error)
    {
        if (error.Text() is not { } name)
            return default;
        if (ErrnoNames.TryParse(name, out var errno))
            return errno;

        error.Complain(
            long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? $"'{name}' is a number; write the error's name, for example ENOENT, or '{ConfigKeys.ReturnCode}' with a negative number."
            : NearestName.To(name, ErrnoNames.All) is { } nearest ? $"there is no error '{name}'; did you mean '{nearest}'?"
            : $"there is no error '{name}'; 'man 3 errno' lists the names.");
        return default;
    }

    private static TimeSpan ReadDelay(YamlCursor delay)
    {
        if (delay.Number() is not { } milliseconds)
            return TimeSpan.Zero;

        // Four decimals are a tick of 100 ns. Within the range a double holds them exactly enough for the nearest tick to be the right one.
        if (milliseconds >= 0 && milliseconds <= FailureRules.MaxDelay.TotalMilliseconds)
            return TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));

        // Here and not by the rules: a TimeSpan could not hold every number that a file can.
        delay.Complain(FailureRules.DelayOutOfRange(delay.Text()!));
        return TimeSpan.Zero;
    }
}
