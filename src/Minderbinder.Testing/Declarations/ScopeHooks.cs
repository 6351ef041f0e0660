using System.Collections.Concurrent;

namespace Minderbinder.Testing.Declarations;

/// <summary>
/// What the attributes of a test do before and after it. Each attribute is a hook of its own: the first one opens the scope
/// for all of them, the last one closes it.
/// </summary>
internal static class ScopeHooks
{
    private static readonly AsyncLocal<Entry?> Flow = new();
    private static readonly ConcurrentDictionary<Entry, bool> Open = new();

    static ScopeHooks() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    /// <summary>To be called synchronously in the hook: the flow of the test must come to belong to the scope.</summary>
    public static void Before(FrameworkTest test)
    {
        var entry = Flow.Value;
        if (entry is null || entry.Id != test.Id || (entry.IsClosed && !entry.HasFailed))
        {
            // Not every framework calls the hook after a test whenever it called the one before it.
            CloseAll(Open.Keys.Where(open => open == entry || (open.SerialGroup is { } group && group == test.SerialGroup)));
            Flow.Value = entry = new Entry(test);
            entry.Begin(test);
        }

        entry.Enter(test);
    }

    public static void After(FrameworkTest test)
    {
        if (Flow.Value is not { } entry || entry.Id != test.Id || !entry.Leave())
            return;

        Flow.Value = null;
        entry.Close(test);
    }

    /// <summary>
    /// When the test process ends, so do its scopes, but not the processes in them. There is no time for grace: runners wait 0.1 s.
    /// </summary>
    private static void KillAll()
    {
        foreach (var entry in Open.Keys)
            entry.Kill();
    }

    private static void CloseAll(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries.ToArray())
        {
            try
            {
                entry.Close(null);
            }
            catch (ProcessWaitException)
            {
                // The test is over; there is nobody left to tell.
            }
        }
    }

    /// <summary>A test between its first hook before and its last hook after.</summary>
    private sealed class Entry(FrameworkTest test)
    {
        private readonly string _name = test.DisplayName;
        private readonly IReadOnlyList<PlacedDeclaration> _declarations = PlacedDeclaration.Of(test);
        private readonly int _hooks = test.Hooks;
        private DeclaredScope? _scope;
        private CancellationTokenRegistration _givenUp;
        private int _depth;
        private int _isClosed = 1;

        public string Id { get; } = test.Id;

        public string? SerialGroup { get; } = test.SerialGroup;

        public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

        /// <summary>Whether the scope could not be opened. xUnit v3 calls the other hooks all the same: one report is enough.</summary>
        public bool HasFailed => _scope is null;

        /// <summary>Opens the scope, in the flow of the caller.</summary>
        public void Begin(FrameworkTest test)
        {
            _scope = DeclaredScope.Open(test, _declarations);
            _isClosed = 0;
            Open[this] = true;
        }

        public void Enter(FrameworkTest test)
        {
            if (++_depth == _hooks && !IsClosed)
                _givenUp = test.GivenUp.Register(() => EndEarly(test));
            if (_depth <= _hooks)
                return;

            Close(null);
            throw new InvalidOperationException(
                $"An attribute of {_name} stands on neither the test nor its class. Put it there: that is where its failures are looked for.");
        }

        /// <summary>Whether that was the last one.</summary>
        public bool Leave() => --_depth <= 0;

        /// <param name="over">The test as it is now that it is over; null if it is only to be cleared away.</param>
        public void Close(FrameworkTest? over)
        {
            if (!TryClose())
                return;
            _givenUp.Unregister();
            if (over is null)
                _scope!.Abandon();
            else
                _scope!.Close(over);
        }

        public void Kill()
        {
            if (TryClose())
                _scope!.Kill();
        }

        private void EndEarly(FrameworkTest test)
        {
            if (TryClose())
                _scope!.EndEarly(test);
        }

        private bool TryClose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) != 0)
                return false;
            Open.TryRemove(this, out _);
            return true;
        }
    }
}
