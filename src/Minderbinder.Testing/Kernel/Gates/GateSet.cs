using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Gates;

/// <summary>
/// The gates of this process. One is attached when a rule first needs it and stays: attaching costs milliseconds, and
/// detaching waits for every processor. What it decides is up to the maps.
/// </summary>
internal sealed class GateSet(BpfObject shared, FlowTable flows, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Canary _canary = new(flows);
    private readonly Dictionary<(Mechanism, string), AttachedGate> _attached = [];
    private readonly Dictionary<(Mechanism, string), string> _refusals = [];
    private readonly Dictionary<string, BpfLinkHandle?> _readers = [];
    private uint _last;

    /// <summary>The gate on a function, to be released when it is no longer needed; or why there can be none.</summary>
    /// <param name="mechanism">How it is to get there.</param>
    /// <param name="function">The kernel function.</param>
    /// <param name="syscall">The system call whose door that is; for a security hook, one of those that pass it.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="refusal">The reason.</param>
    public bool TryAcquire(Mechanism mechanism, string function, string syscall, [NotNullWhen(true)] out Gate? gate, out string refusal)
    {
        gate = null;
        lock (_lock)
        {
            if (_refusals.TryGetValue((mechanism, function), out refusal!) || !MakeWay(mechanism, function, out refusal))
                return false;
            try
            {
                string? doubt = null;
                if (!_attached.TryGetValue((mechanism, function), out var attached))
                {
                    _attached.Add((mechanism, function), attached = Attach(mechanism, function));
                    doubt = FindDoubtOfHook(attached.Gate);
                }

                doubt ??= FindDoubt(attached.Gate, syscall);
                if (doubt is not null)
                {
                    refusal = doubt;
                    if (attached.Uses == 0)
                        Detach(attached.Gate);
                    return false;
                }

                attached.Uses++;
                gate = attached.Gate;
                return true;
            }
            catch (BpfException exception)
            {
                refusal = exception.Message;
                if (!exception.IsPassing)
                    _refusals.Add((mechanism, function), refusal);
                return false;
            }
        }
    }

    /// <summary>Tries a gate at a door by a real call, now. What works at a hook goes on to work.</summary>
    /// <returns>Null if the call came back with the error that was asked for; otherwise what that means.</returns>
    public string? FindDoubt(Gate gate, string syscall)
    {
        if (gate.Mechanism == Mechanism.SecurityHook || _canary.ComesBack(gate, syscall))
            return null;
        return gate.Mechanism == Mechanism.SyscallKprobe
            ? $"a kprobe is attached to {gate.Function}, but calls run all the same: "
                + "another process has a program of another kind there, which takes the override away"
            : $"a program is attached to {gate.Function}, but calls run all the same";
    }

    private string? FindDoubtOfHook(Gate gate) => gate.Mechanism == Mechanism.SecurityHook && _canary.ComesBackFromHook(gate) == false
        ? $"a program is attached to {gate.Function}, but a call that passes there runs all the same"
        : null;

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

        Detach(attached.Gate);
        if (_readers.Remove(function, out var reader))
            reader?.Dispose();
        return true;
    }

    private void Detach(Gate gate)
    {
        if (_attached.Remove((gate.Mechanism, gate.Function), out var attached))
        {
            attached.Link.Dispose();
            gate.Program.Dispose();
        }
    }

    private AttachedGate Attach(Mechanism mechanism, string function)
    {
        using var instance = OpenInstance(new GateConstants { Gate = ++_last });
        BpfProgram program;
        BpfLinkHandle link;
        if (mechanism == Mechanism.SyscallKprobe)
        {
            program = instance.Program("gate_override").Choose();
            instance.Load($"a kprobe with override for {function}");
            link = program.AttachKprobe(function);
        }
        else
        {
            program = instance.Program("gate_modify_return").For(function).Choose();
            instance.Load($"a modify-return program for {function}");
            link = program.Attach();
        }

        var gate = new Gate(_last, mechanism, function, Descriptor.Copy(program.Descriptor));
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
