using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel;

/// <summary>Makes a scope the one that threads of the test process belong to that work for none. There is one at a time.</summary>
internal sealed class WideScope : IDisposable
{
    private readonly MappedArray<Host> _host;

    /// <param name="session">What this process has in the kernel.</param>
    /// <param name="scope">The scope's number.</param>
    /// <exception cref="InvalidOperationException">Another scope is.</exception>
    public WideScope(KernelSession session, uint scope)
    {
        _host = session.Map<Host>("host");
        if (Interlocked.CompareExchange(ref _host[0].WideScope, scope, 0) != 0)
        {
            throw new InvalidOperationException(
                "Calls of any thread of the test process fail in another open scope already, and there is one such scope at a time. "
                + "Do not run the two tests at the same time.");
        }
    }

    public void Dispose() => Volatile.Write(ref _host[0].WideScope, 0);
}
