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
    private static readonly Lock Opening = new();
    private static KernelSession? _current;
    private static KernelSupport? _refusal;

    private readonly BpfObject _programs;
    private readonly List<BpfLinkHandle> _links = [];

    private KernelSession(ILogger logger)
    {
        _programs = BpfObject.Open(logger);
        string[] attached = ["on_fork", "before_exec", "on_exec", "on_exit"];
        foreach (var name in attached)
            _programs.Program(name).Choose();
        var registerThread = _programs.Program("register_thread").Choose();
        _programs.Load("the programs that keep track of processes");

        Names = new NameTable(_programs);
        Members = new MemberTable(_programs, Names);
        Scopes = new ScopeTable(_programs);
        Rules = new RuleTable(_programs, Names);
        Flows = new FlowTable(_programs, registerThread.AsFunction());
        Gates = new GateSet(_programs, logger);
        Networks = new NetworkGates(_programs, Rules, logger);
        Events = new EventReader(_programs);
        Automata = new AutomatonTable(_programs);

        // Nothing can be missed between here and the first scope.
        Members.AddHost();
        foreach (var name in attached)
            _links.Add(_programs.Program(name).Attach());
    }

    /// <summary>The session, if there is one yet.</summary>
    public static KernelSession? Current => Volatile.Read(ref _current);

    public NameTable Names { get; }

    public MemberTable Members { get; }

    public ScopeTable Scopes { get; }

    public RuleTable Rules { get; }

    public FlowTable Flows { get; }

    public GateSet Gates { get; }

    public NetworkGates Networks { get; }

    public EventReader Events { get; }

    public AutomatonTable Automata { get; }

    /// <inheritdoc cref="FlowTable.Spare"/>
    public static FlowTable.SparedWork Spare(uint scope) => Current is { } session ? session.Flows.Spare(scope) : default;

    /// <exception cref="KernelNotSupportedException">It cannot be done here.</exception>
    public static KernelSession Open(ILogger logger)
    {
        lock (Opening)
        {
            if (_current is not null)
                return _current;

            // A machine that cannot is not asked for each scope: what stands in the way stays for as long as this process.
            if (_refusal is not null)
                throw new KernelNotSupportedException(_refusal);

            var machine = Machine.Here();
            if (KernelSupport.FindObstacle(machine) is { } obstacle)
                throw new KernelNotSupportedException(_refusal = obstacle);
            try
            {
                var session = new KernelSession(logger);
                Volatile.Write(ref _current, session);
                return session;
            }
            catch (BpfException exception)
            {
                throw new KernelNotSupportedException(_refusal = KernelSupport.Explain(exception, machine), exception);
            }
        }
    }
}
