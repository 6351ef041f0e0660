using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>
/// The processes that belong to scopes. Programs alone write who does: children are added as they are born, and a process that joins by a
/// program that is run over it.
/// </summary>
internal sealed class MemberTable(BpfObject programs, NameTable names)
{
    private const int CalledName = 1; // NAME_CALLED in bpf/shared.h

    private readonly MappedArray<Joining> _request = new(programs, "joining");
    private readonly Lock _joining = new();

    /// <summary>Makes a running process, and all children it will have, a member of a scope and of those around it.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="process">The process.</param>
    /// <returns>
    /// The innermost open scope that it was in before, or 0. If that is neither around this one nor inside it, nothing has changed.
    /// </returns>
    public uint Join(uint scope, RunningProcess process)
    {
        lock (_joining)
        {
            ref var request = ref _request[0];
            request = process.IsBeforeExec
                ? new Joining { Scope = scope, IsBeforeExec = 1 }
                : new Joining { Scope = scope, Called = names.NumberOf(process.Names[CalledName]) };
            programs.Program("join").RunOver(process.Handle);
            return request.Outcome switch
            {
                Layout.Join.Done or Layout.Join.Conflict => request.Innermost,
                Layout.Join.IsHost => throw new InvalidOperationException(
                    "The test process cannot join a scope. To make its own calls fail, put the target 'self' into the config."),
                Layout.Join.OutOfMemory => throw new InsufficientMemoryException("The kernel has no memory for another process in a scope."),
                Layout.Join.Closed => throw new ObjectDisposedException(nameof(FailureScope)),
                _ => throw process.IsGone(),
            };
        }
    }
}
