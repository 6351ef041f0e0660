namespace Minderbinder.Tool.Doctor;

/// <summary>What this process runs in, which may refuse what the kernel itself would take.</summary>
/// <param name="root">The folder that files are looked for in; <c>/</c> but in tests.</param>
internal sealed class SurroundingFindings(string root = "/")
{
    public IEnumerable<Finding> All() => [Container(), Cgroup(), SecurityModules(), Lockdown()];

    private Finding Container()
    {
        // Each engine leaves a sign of its own; systemd writes down what it has found out itself.
        var engine = Read("run/systemd/container")
            ?? (Exists("run/.containerenv")
                ? "Podman"
                : Exists(".dockerenv") ? "Docker" : Exists("var/run/secrets/kubernetes.io") ? "Kubernetes" : null);
        List<string> parts = [engine ?? "none that shows"];
        // The mapping of the first user namespace, and the number of the first PID namespace.
        if (Read("proc/self/uid_map")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { } map && map is not ["0", "0", "4294967295"])
            parts.Add("a user namespace of its own");
        if (Link("proc/self/ns/pid") is { } pid && pid != "pid:[4026531836]")
            parts.Add("a PID namespace of its own");
        return new Finding("container", Verdict.Good, string.Join(", ", parts));
    }

    private Finding Cgroup()
    {
        // "0::/path" is the one of version 2, which exists, empty, beside the others of version 1.
        var lines = Read("proc/self/cgroup")?.Split('\n') ?? [];
        var path = lines.FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        return path is null ? new Finding("cgroup", Verdict.Unknown, lines.Length == 0 ? "none" : "version 1 only")
            : new Finding("cgroup", Verdict.Good, $"{path}{(lines.Length > 1 ? " (version 2, beside version 1)" : " (version 2)")}");
    }

    private Finding SecurityModules()
    {
        if (Read("sys/kernel/security/lsm") is not { } modules)
            return new Finding(
                "security modules",
                Verdict.Unknown,
                "cannot be seen: /sys/kernel/security is not mounted",
                "mount -t securityfs none /sys/kernel/security");
        var profile = Read("proc/self/attr/current") is { Length: > 0 } current ? $"; this process: {current}" : "";
        return new Finding(
            "security modules", Verdict.Good, $"{(modules.Length > 0 ? modules.Replace(",", ", ", StringComparison.Ordinal) : "none")}{profile}");
    }

    /// <summary>The level stands in brackets: <c>[none] integrity confidentiality</c>.</summary>
    private Finding Lockdown()
    {
        var level = Read("sys/kernel/security/lockdown") is { } levels ? levels.Split('[', ']') is [_, var chosen, ..] ? chosen : levels : null;
        return level == "confidentiality"
            ? new Finding(
                "lockdown",
                Verdict.Bad,
                level,
                "It keeps programs in the kernel from reading its memory: boot without lockdown=confidentiality.")
            : new Finding("lockdown", level is null ? Verdict.Unknown : Verdict.Good, level ?? "cannot be seen, or the kernel has none");
    }

    private bool Exists(string path) => Path.Exists(Path.Combine(root, path));

    private string? Link(string path)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(root, path), returnFinalTarget: false) is { } target
                ? Path.GetFileName(target.FullName)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null for what is not there or cannot be read, as most of it in a sandbox.</summary>
    private string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim('\n', '\0', ' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
