using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>
/// Reads one failure. What cannot be read is reported and left at its default: the list keeps its length, and the paths of the failures
/// after it stay right.
/// </summary>
internal static class FailureReader
{
    public static Failure ReadSyscall(YamlCursor item)
    {
        var keys = item.Keys(
            ConfigKeys.Name,
            ConfigKeys.Syscall,
            ConfigKeys.ReturnCode,
            ConfigKeys.Error,
            ConfigKeys.Targets,
            ConfigKeys.DelayMs,
            ConfigKeys.FailureRate,
            ConfigKeys.AllowRuntimeCritical);
        if (keys is null)
            return new SyscallFailure("", 0);

        if (keys[ConfigKeys.Syscall] is null)
            keys.ComplainMissing(ConfigKeys.Syscall, "the key is missing; name the system call that is to fail, for example 'openat'.");

        var failure = new SyscallFailure(keys[ConfigKeys.Syscall]?.Text() ?? "", ReadReturnCode(keys))
        {
            AllowRuntimeCritical = keys[ConfigKeys.AllowRuntimeCritical]?.Flag() ?? false,
        };
        return WithCommonKeys(failure, keys);
    }

    public static Failure ReadOutgoingNetwork(YamlCursor item)
    {
        var failure = new OutgoingNetworkFailure();
        return item.Keys(ConfigKeys.Name, ConfigKeys.Targets, ConfigKeys.DelayMs, ConfigKeys.FailureRate) is { } keys
            ? WithCommonKeys(failure, keys)
            : failure;
    }

    private static Failure WithCommonKeys(Failure failure, MappingReader keys) => failure with
    {
        Name = keys[ConfigKeys.Name]?.Text(),
        Targets = [.. keys[ConfigKeys.Targets]?.Items().Select(TargetReader.Read) ?? []],
        Delay = keys[ConfigKeys.DelayMs] is { } delay ? ReadDelay(delay) : failure.Delay,
        FailureRate = keys[ConfigKeys.FailureRate]?.Number() ?? failure.FailureRate,
    };

    private static long ReadReturnCode(MappingReader keys)
    {
        var (returnCode, error) = (keys[ConfigKeys.ReturnCode], keys[ConfigKeys.Error]);
        if (returnCode is null && error is null)
        {
            keys.ComplainMissing(
                ConfigKeys.ReturnCode,
                $"say how the call fails: either '{ConfigKeys.Error}' (for example ENOENT) or '{ConfigKeys.ReturnCode}' (for example -2).");
        }

        if (returnCode is not null && error is not null)
            error.Complain($"'{ConfigKeys.Error}' and '{ConfigKeys.ReturnCode}' are both given; keep one.");

        var number = returnCode?.Integer() ?? 0;
        return error is null ? number : -(long)ReadError(error);
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
