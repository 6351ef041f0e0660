using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>
/// The gates of this process. One is attached when a rule first needs it and stays: attaching costs milliseconds, and
/// detaching waits for every processor. What it decides is up to the maps.
/// </summary>
internal sealed class GateSet(BpfObject shared, ILogger logger)
{
    // linux/bpf.h
    private const int KprobeProgram = 2;
    private const int LoopHelper = 181;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Mechanism, string), AttachedGate> _attached = [];
    private readonly Dictionary<(Mechanism, string), string> _refusals = [];
    private readonly Dictionary<string, BpfLinkHandle?> _readers = [];
    private uint _last;

    /// <summary>Whether the kernel has bpf_loop (5.17), which filters need.</summary>
    public bool HasLoop { get; } = LibBpf.ProbeHelper(KprobeProgram, LoopHelper, 0) > 0;

    /// <summary>The gate on a function, to be released when it is no longer needed; or why there can be none.</summary>
    public bool TryAcquire(Mechanism mechanism, string function, [NotNullWhen(true)] out Gate? gate, out string refusal)
    {
        gate = null;
        lock (_lock)
        {
            if (_refusals.TryGetValue((mechanism, function), out refusal!) || !MakeWay(mechanism, function, out refusal))
                return false;
            try
            {
                if (!_attached.TryGetValue((mechanism, function), out var attached))
                    _attached.Add((mechanism, function), attached = Attach(mechanism, function));
                attached.Uses++;
                gate = attached.Gate;
                return true;
            }
            catch (BpfException exception)
            {
                refusal = exception.Message;
                if (!IsPassing(exception))
                    _refusals.Add((mechanism, function), refusal);
                return false;
            }
        }
    }

    public void Release(Gate gate)
    {
        lock (_lock)
            _attached[(gate.Mechanism, gate.Function)].Uses--;
    }

    /// <summary>
    /// Makes sure that a gate on a system call's door can read the paths that the call names. Where the kernel does not
    /// let that be, a path that is not in memory is counted as unreadable.
    /// </summary>
    /// <param name="function">The door.</param>
    /// <param name="paths">A bit for each argument that is a path.</param>
    public void BringInPaths(string function, uint paths)
    {
        lock (_lock)
        {
            if (_readers.ContainsKey(function))
                return;
            try
            {
                using var instance = OpenInstance(new GateConstants { Paths = paths });
                var program = instance.Program("bring_in_paths").For(function).Choose();
                instance.Load($"a sleepable program for {function}");
                _readers.Add(function, program.Attach());
            }
            catch (BpfException exception)
            {
                logger.LogWarning(exception, "Paths that are not in memory cannot be read at {Function}", function);
                _readers.Add(function, null);
            }
        }
    }

    /// <summary>
    /// A kprobe's override is lost without a word while a modify-return program sits on the same function: the kernel
    /// goes from the kprobe to that program's trampoline, and the trampoline calls the original (seen on 6.1 and 6.12).
    /// So there is one or the other, and what no scope needs gives way.
    /// </summary>
    private bool MakeWay(Mechanism mechanism, string function, out string refusal)
    {
        refusal = "";
        if (mechanism == Mechanism.SecurityHook)
            return true;
        var rival = mechanism == Mechanism.SyscallKprobe ? Mechanism.SyscallModifyReturn : Mechanism.SyscallKprobe;
        if (!_attached.TryGetValue((rival, function), out var attached))
            return true;
        if (attached.Uses > 0)
        {
            refusal = $"another open scope uses {rival} on {function}, and the two exclude each other";
            return false;
        }

        attached.Link.Dispose();
        _attached.Remove((rival, function));
        if (_readers.Remove(function, out var reader))
            reader?.Dispose();
        return true;
    }

    /// <summary>Out of memory, or busy: worth another try at the next scope.</summary>
    private static bool IsPassing(BpfException exception) =>
        (Errno)exception.Error is Errno.ENOMEM or Errno.EAGAIN or Errno.EINTR or Errno.EBUSY or Errno.EMFILE or Errno.ENFILE;

    private AttachedGate Attach(Mechanism mechanism, string function)
    {
        var gate = new Gate(++_last, mechanism, function);
        using var instance = OpenInstance(new GateConstants { Gate = gate.Number, HasLoop = HasLoop ? 1u : 0 });
        BpfLinkHandle link;
        if (mechanism == Mechanism.SyscallKprobe)
        {
            var program = instance.Program("gate_override").Choose();
            instance.Load($"a kprobe with override for {function}");
            link = program.AttachKprobe(function);
        }
        else
        {
            var program = instance.Program("gate_modify_return").For(function).Choose();
            instance.Load($"a modify-return program for {function}");
            link = program.Attach();
        }

        logger.LogDebug("Attached gate {Gate}", gate);
        return new AttachedGate(gate, link);
    }

    private BpfObject OpenInstance(GateConstants constants)
    {
        var instance = shared.OpenAgain();
        instance.Constants<GateConstants>() = constants;
        return instance;
    }

    /// <param name="Gate">The gate.</param>
    /// <param name="Link">Holds it in its place; a link that is collected lets go.</param>
    private sealed record AttachedGate(Gate Gate, BpfLinkHandle Link)
    {
        /// <summary>How many rules of open scopes need it.</summary>
        public int Uses { get; set; }
    }
}
