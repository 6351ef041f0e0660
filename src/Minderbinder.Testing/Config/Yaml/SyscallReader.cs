using System.Globalization;

namespace Minderbinder.Testing;

/// <summary>Reads one failure of a system call.</summary>
internal static class SyscallReader
{
    // Stands for a return code that could not be read; no rule objects to it.
    private const long Unreadable = 0;

    private static readonly string[] EffectKeys = [ConfigKeys.Latency, ConfigKeys.Jitter, ConfigKeys.Short, ConfigKeys.Instead];

    public static Failure Read(YamlCursor item)
    {
        var keys = item.Keys(
            ConfigKeys.Name,
            ConfigKeys.Syscall,
            ConfigKeys.OrTwin,
            ConfigKeys.ReturnCode,
            ConfigKeys.Error,
            ConfigKeys.Latency,
            ConfigKeys.Jitter,
            ConfigKeys.Short,
            ConfigKeys.Instead,
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
            OrTwin = keys[ConfigKeys.OrTwin]?.Flag() ?? false,
            Latency = ReadDuration(keys[ConfigKeys.Latency]),
            Jitter = ReadDuration(keys[ConfigKeys.Jitter]),
            Short = keys[ConfigKeys.Short]?.Integer(EffectRules.ShortOutOfRange),
            Instead = keys[ConfigKeys.Instead]?.Text(),
            When = keys[ConfigKeys.When] is { } filter ? FilterReader.Read(filter) : null,
            AllowRuntimeCritical = keys[ConfigKeys.AllowRuntimeCritical]?.Flag() ?? false,
        };
        failure = failure with { ReturnCodes = [.. ReadReturnCodes(keys, isOptional: failure.NeedsSupervisor)] };
        return FailureReader.WithCommonKeys(failure, keys);
    }

    private static IReadOnlyList<long> ReadReturnCodes(MappingReader keys, bool isOptional)
    {
        var (returnCode, error) = (keys[ConfigKeys.ReturnCode], keys[ConfigKeys.Error]);
        if (returnCode is null && error is null)
        {
            if (isOptional)
                return [];
            if (!EffectKeys.Any(key => keys[key] is not null))
                keys.ComplainMissing(ConfigKeys.ReturnCode, SyscallRules.NoReturnCode);
            return [Unreadable];
        }

        if (returnCode is not null && error is not null)
            error.Complain($"'{ConfigKeys.Error}' and '{ConfigKeys.ReturnCode}' are both given; keep one.");

        // Both are read, so that both are checked.
        IReadOnlyList<long> numbers = [.. returnCode?.ItemOrItems().Select(item => item.Integer() ?? Unreadable) ?? []];
        if (error is not null)
            numbers = [.. error.ItemOrItems().Select(item => -(long)ReadError(item))];
        return numbers.Count > 0 ? numbers : [Unreadable];
    }

    /// <summary>A duration, or none if the key is not there.</summary>
    public static TimeSpan ReadDuration(YamlCursor? duration)
    {
        if (duration?.Text() is not { } text)
            return TimeSpan.Zero;
        if (DurationText.TryParse(text, out var problem) is { } read)
            return read;
        duration.Complain(problem);
        return TimeSpan.Zero;
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
}
