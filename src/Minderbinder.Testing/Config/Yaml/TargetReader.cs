namespace Minderbinder.Testing;

/// <summary>Reads one target of a failure: <c>process_name: curl</c>, <c>self: true</c> or <c>self: any_thread</c>.</summary>
internal static class TargetReader
{
    // Stands for a target that could not be read; a name that no rule objects to.
    private static readonly ProcessTarget Unreadable = "unreadable";

    public static ProcessTarget Read(YamlCursor item)
    {
        if (item.Keys(ConfigKeys.ProcessName, ConfigKeys.Self) is not { } keys)
            return Unreadable;

        var (name, self) = (keys[ConfigKeys.ProcessName], keys[ConfigKeys.Self]);
        if (name is null == self is null)
        {
            item.Complain($"a target is either '{ConfigKeys.ProcessName}: NAME' or '{ConfigKeys.Self}: true'; give one of them.");
            return Unreadable;
        }

        if (self?.Is(ConfigKeys.AnyThread) is true)
            return ProcessTarget.SelfOnAnyThread;
        if (self?.Flag() is { } isSelf)
        {
            if (!isSelf)
                self.Complain($"'{ConfigKeys.Self}' can only be true or {ConfigKeys.AnyThread}; remove the target instead.");
            return ProcessTarget.Self;
        }

        return name?.Text() ?? Unreadable;
    }
}
