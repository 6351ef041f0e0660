using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>
/// Lets a scope take in every process of the machine that executes a program by a name that some rule asks for, for as long as it lives. There is one
/// at a time.
/// </summary>
internal sealed class MachineWatch : IDisposable
{
    private readonly MappedArray<Host> _host;
    private readonly BpfLinkHandle _link;

    /// <param name="session">What this process has in the kernel.</param>
    /// <param name="scope">The scope's number.</param>
    /// <exception cref="BpfException">The kernel does not take the program.</exception>
    public MachineWatch(KernelSession session, uint scope)
    {
        _host = session.Map<Host>("host");
        _host[0].WatchScope = scope;
        using var programs = session.OpenPrograms();
        var program = programs.Program("take_in").Choose();
        programs.Load("the program that watches the machine");
        _link = program.Attach();
    }

    public void Dispose()
    {
        _link.Dispose();
        _host[0].WatchScope = 0;
    }
}
