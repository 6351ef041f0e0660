using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Native;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Seccomp;

/// <summary>The supervision of one process that is about to be launched.</summary>
internal sealed class Supervision : ISupervision
{
    private readonly HashSet<int> _listed;
    private readonly byte[] _filter;
    private readonly IReadOnlyList<uint> _scopes;
    private readonly Action<int>? _began;
    private Supervisor? _supervisor;

    /// <param name="calls">The numbers of the calls that can fail, now or in a scope that the process joins later.</param>
    /// <param name="scopes">The scopes it is born into, innermost first.</param>
    /// <param name="began">Called with the process's number before it executes its program.</param>
    public Supervision(IEnumerable<int> calls, IReadOnlyList<uint> scopes, Action<int>? began)
    {
        _listed = [.. calls, .. MemberWatch.Listed];
        _filter = SeccompFilter.Make(_listed);
        (_scopes, _began) = (scopes, began);
    }

    public ReadOnlySpan<byte> Filter => _filter;

    /// <summary>Whether the process and all that it has started are known to be gone.</summary>
    public bool AreAllGone => _supervisor?.IsDeserted == true;

    public void Begin(LaunchedProcess launched, SafeFileHandle listener)
    {
        var root = new SupervisedProcess(launched.Id, ProcessEntry.TryRead(launched.Id)?.StartTime ?? 0)
        {
            PidFd = LibC.OpenRawPidFd(launched.Id),
            ScopeNumbers = _scopes,
            Scopes = SupervisedEnforcement.Find(_scopes),
            Exec = new PendingExec(launched.Id, launched.Program, ProgramImage.Of(launched.Id), Clock.Now),
            IsReported = true, // its own program is to be, not the launcher
        };
        _supervisor = new Supervisor(listener, root, _listed, launched.LastCall);
        _began?.Invoke(launched.Id);
    }

    public void Abandon()
    {
        // The launcher exits, and with it the last process that the supervisor serves.
    }
}
