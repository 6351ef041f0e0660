namespace Minderbinder.Testing.Launching;

/// <summary>What can keep the system calls of a process from being supervised.</summary>
internal enum SupervisionObstacle
{
    /// <summary>Nothing: they can be.</summary>
    None,

    /// <summary>No place was found from which the launcher can be executed.</summary>
    LauncherNotExecutable,

    /// <summary>There can be no connection with the launcher.</summary>
    NoSocket,

    /// <summary>The launcher ended before it had the program executed.</summary>
    LauncherEnded,

    /// <summary>The launcher lives and says nothing.</summary>
    LauncherSilent,

    /// <summary>The process may neither have a filter as it is nor promise to gain no privileges.</summary>
    NoNewPrivilegesRefused,

    /// <summary>Something else supervises the process already, and there can be only one.</summary>
    ListenerTaken,

    /// <summary>The kernel, or a sandbox around it, takes no such filter.</summary>
    FilterRefused,

    /// <summary>The filter is in place and has no effect.</summary>
    NoEffect,

    /// <summary>There were too many processes or descriptors, or too little memory, to find out.</summary>
    LimitReached,
}
