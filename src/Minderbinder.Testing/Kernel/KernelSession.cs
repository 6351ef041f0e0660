using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Minderbinder.Testing.Kernel.Gates;
using Minderbinder.Testing.Kernel.Networks;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>
/// What this process has in the kernel: the programs that keep track of members, the maps, the gates. There is one,
/// made for the first scope and kept until the process ends; then the kernel takes everything out, however it ends.
/// </summary>
internal sealed class KernelSession
{
    private static readonly string[] Attached = ["on_fork", "before_exec", "on_exec", "on_exit"];
    private static readonly Lock Opening = new();
    private static KernelSession? _current;
    private static KernelSupport? _refusal;

    private readonly BpfObject _programs;
    private readonly List<BpfLinkHandle> _links = [];

    private KernelSession(ILogger logger)
    {
        _programs = BpfObject.Open(logger);
        try
        {
            string[] run = ["learn_host", "register_thread", "join"];
            foreach (var name in Attached.Concat(run))
                _programs.Program(name).Choose();
            _programs.Load("the programs that keep track of processes");

            // Nothing can be missed between here and the first scope.
            if (!_programs.Program("learn_host").AsFunction()(0))
                throw new BpfException("marking the test process", (int)Errno.ENOMEM, "");
            foreach (var name in Attached)
                _links.Add(_programs.Program(name).Attach());

            Names = new NameTable(_programs);
            Members = new MemberTable(_programs, Names);
            Scopes = new ScopeTable(_programs);
            Rules = new RuleTable(_programs, Names);
            Flows = new FlowTable(_programs, _programs.Program("register_thread").AsFunction(), logger);
            Gates = new GateSet(_programs, Flows, logger);
            Networks = new NetworkGates(_programs, Rules, logger);
            Events = new EventRings(_programs);
            Automata = new AutomatonTable(_programs);
        }
        catch
        {
            _links.ForEach(link => link.Dispose());
            _programs.Dispose();
            throw;
        }
    }

    /// <summary>All programs once more, with the maps of this session: for those that are attached only for a while.</summary>
    public BpfObject OpenPrograms() => _programs.OpenAgain();

    /// <summary>An array map of this session.</summary>
    public MappedArray<T> Map<T>(string name)
        where T : unmanaged => new(_programs, name);

    /// <summary>A map of this session.</summary>
    public BpfMap<TKey, TValue> Map<TKey, TValue>(string name)
        where TKey : unmanaged
        where TValue : unmanaged => new(_programs, name);

    /// <summary>The session, if there is one yet.</summary>
    public static KernelSession? Current => Volatile.Read(ref _current);

    public NameTable Names { get; }

    public MemberTable Members { get; }

    public ScopeTable Scopes { get; }

    public RuleTable Rules { get; }

    public FlowTable Flows { get; }

    public GateSet Gates { get; }

    public NetworkGates Networks { get; }

    public EventRings Events { get; }

    public AutomatonTable Automata { get; }

    /// <summary>How often the kernel has skipped the programs that children and programs of members are noticed by, on the whole machine.</summary>
    public long TrackerMisses => Attached.Sum(name => ProgramInfo.Of(_programs.Program(name).Descriptor).RecursionMisses);

    /// <inheritdoc cref="FlowTable.Spare()"/>
    public static FlowTable.SparedWork Spare() => Current is { } session ? session.Flows.Spare() : default;

    /// <inheritdoc cref="FlowTable.Spare(uint)"/>
    public static FlowTable.SparedWork Spare(uint scope) => Current is { } session ? session.Flows.Spare(scope) : default;

    /// <summary>Opens the session if there is none yet. Throws nothing, for many a machine cannot have one and is asked for each scope.</summary>
    /// <param name="logger">Gets what the kernel has to say.</param>
    /// <param name="session">The session.</param>
    /// <param name="refusal">What stands in the way, if there is none.</param>
    public static bool TryOpen(ILogger logger, [NotNullWhen(true)] out KernelSession? session, [NotNullWhen(false)] out KernelSupport? refusal)
    {
        lock (Opening)
        {
            refusal = null;
            session = _current;
            if (session is not null)
                return true;

            // A machine that cannot is not asked for each scope: what stands in the way stays for as long as this process.
            refusal = _refusal;
            if (refusal is not null)
                return false;

            var machine = Machine.Here();
            if (KernelSupport.FindObstacle(machine) is { } obstacle)
            {
                refusal = _refusal = obstacle;
                return false;
            }

            try
            {
                session = new KernelSession(logger);
                Volatile.Write(ref _current, session);
                return true;
            }
            catch (BpfException exception)
            {
                logger.LogDebug(exception, "The kernel does not take the programs");
                refusal = KernelSupport.Explain(exception, machine);
                if (!exception.IsPassing)
                    _refusal = refusal;
                return false;
            }
        }
    }
}
