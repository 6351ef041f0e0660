using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Launching;

/// <summary>What a program does not get that has given up gaining privileges (<see cref="LaunchFacts.NoNewPrivilegesSet"/>).</summary>
internal static class LostPrivileges
{
    /// <summary>
    /// Says it in a sentence; null if there is nothing to lose, or no such file. Holds for programs that a supervised process executes, too.
    /// </summary>
    /// <param name="program">The file, which may be a link.</param>
    public static string? Of(string program)
    {
        if (!LibC.TryGetFileStatus(program, out var mode, out var user, out var group))
            return null;

        var (ownUser, ownGroup) = (LibC.GetEffectiveUser(), LibC.GetEffectiveGroup());
        var lost =
            mode.HasFlag(UnixFileMode.SetUser) && user != ownUser ? $"the rights of user {user} (it is setuid)"
            : mode.HasFlag(UnixFileMode.SetGroup | UnixFileMode.GroupExecute) && group != ownGroup ? $"the rights of group {group} (it is setgid)"
            : ownUser != 0 && LibC.HasFileCapabilities(program) ? "the capabilities of its file"
            : null;
        return lost is null
            ? null
            : $"'{program}' does not get {lost}: without CAP_SYS_ADMIN a process can be supervised only if it gives up gaining privileges. "
                + "Run the tests as root, or in a user namespace (unshare --user --map-root-user), for it to get them.";
    }
}
