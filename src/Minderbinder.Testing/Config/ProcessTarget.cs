namespace Minderbinder.Testing;

/// <summary>Which processes of a scope a failure is for. A string stands for a name: <c>Targets = ["curl"]</c>.</summary>
public sealed record ProcessTarget
{
    private ProcessTarget(string? processName, bool isAnyThread = false) => (ProcessName, IsAnyThread) = (processName, isAnyThread);

    /// <summary>
    /// The test process itself: calls made by threads while they work for the scope's asynchronous flow.
    /// Other tests in the same process are not touched.
    /// </summary>
    public static ProcessTarget Self { get; } = new(processName: null);

    /// <summary>
    /// The whole test process: also calls of threads that work for no scope, those of the runtime and the test framework among them; but not of
    /// the library's own. For system calls only, and for tests that run alone: one scope at a time can have it.
    /// </summary>
    public static ProcessTarget SelfOnAnyThread { get; } = new(processName: null, isAnyThread: true);

    /// <summary>The name to look for, or <see langword="null"/> for <see cref="Self"/> and <see cref="SelfOnAnyThread"/>.</summary>
    public string? ProcessName { get; }

    /// <summary>Whether this is <see cref="SelfOnAnyThread"/>.</summary>
    public bool IsAnyThread { get; }

    /// <summary>Whether this is the test process itself.</summary>
    public bool IsSelf => ProcessName is null;

    /// <summary>Processes of the scope with this name.</summary>
    /// <param name="processName">
    /// Either the base name of the executable (<c>curl</c> for <c>/usr/bin/curl</c>; at most 63 bytes in UTF-8, no slash) or the
    /// process's <c>comm</c> (at most 15 bytes; see <c>man 5 proc</c>). Upper and lower case differ.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="processName"/> is <see langword="null"/>.</exception>
    public static ProcessTarget Named(string processName)
    {
        ArgumentNullException.ThrowIfNull(processName);
        return new ProcessTarget(processName);
    }

    /// <summary>The same as <see cref="Named"/>.</summary>
    /// <param name="processName">The name to look for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="processName"/> is <see langword="null"/>.</exception>
    public static implicit operator ProcessTarget(string processName) => Named(processName);

    /// <summary>The process's name, or <c>self</c> in brackets.</summary>
    public override string ToString() => ProcessName ?? (IsAnyThread ? "[self, any thread]" : "[self]");
}
