using Microsoft.Extensions.Logging;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>
/// Tells the kernel which scope each thread of this process works for: a word for each thread, in memory that both
/// sides see. Telling is a store, for it happens whenever an async flow is resumed.
/// </summary>
internal sealed unsafe class FlowTable(BpfObject programs, Func<ulong, bool> registerThread, ILogger logger)
{
    /// <summary>Above the scope's number: the library itself is at work, fail nothing. See bpf/shared.h.</summary>
    private const ulong Spared = 1UL << 32;

    /// <summary>Above a gate's number: a call that tries it. See bpf/shared.h.</summary>
    private const ulong Canary = 1UL << 33;

    [ThreadStatic]
    private static ThreadWord? _mine;

    private readonly MappedArray<ulong> _words = new(programs, "flows");
    private readonly Func<ulong, bool> _registerThread = registerThread;
    private readonly Stack<uint> _free = [];
    private uint _used;

    /// <summary>
    /// From here on, this thread works for a scope (0: for none). Never throws, for the runtime calls it where nobody can catch: a thread
    /// that there is no room for works for none.
    /// </summary>
    public void Enter(uint scope)
    {
        // Most threads never work for a scope, and need no word to say so.
        if (_mine is null && scope == 0)
            return;
        if (TryGetMine() is not { } mine)
        {
            logger.LogError("There is no room for another thread that works for a scope: this one works for none");
            return;
        }

        // With a barrier: see Replace. Whether the thread is spared is not the scope's affair.
        ulong before;
        do
        {
            before = Volatile.Read(ref *mine.Word);
        }
        while (Interlocked.CompareExchange(ref *mine.Word, (before & Spared) | scope, before) != before);
    }

    /// <summary>From here on, this thread does the library's own work, or no longer. Never throws, as <see cref="Enter"/>.</summary>
    public void SetSpared(bool isSpared)
    {
        if ((_mine is null && !isSpared) || TryGetMine() is not { } mine)
            return;
        if (isSpared)
            Interlocked.Or(ref *mine.Word, Spared);
        else
            Interlocked.And(ref *mine.Word, ~Spared);
    }

    /// <summary>Whoever works for a scope, works for another from here on: it closes.</summary>
    public void Replace(uint scope, uint other)
    {
        Interlocked.MemoryBarrier();
        for (uint i = 0; i < Volatile.Read(ref _used); i++)
        {
            ref var word = ref _words[i];
            while (Volatile.Read(ref word) is var before && (uint)before == scope && (before & Canary) == 0)
                Interlocked.CompareExchange(ref word, (before & Spared) | other, before);
        }
    }

    /// <summary>This thread does the library's own work: failures for the test process itself leave it alone.</summary>
    /// <returns>What puts things back; to be disposed on the same thread.</returns>
    public SparedWork Spare()
    {
        if (TryGetMine() is not { } mine)
            return default; // no word, no scope, no failures
        var before = Interlocked.Or(ref *mine.Word, Spared);
        return new SparedWork(mine.Word, scope: null, before & Spared);
    }

    /// <summary>The same for a scope: a process that this thread starts belongs to it.</summary>
    /// <param name="scope">The scope, or 0 for none.</param>
    /// <exception cref="ScopeLimitException">There is no room for another thread.</exception>
    /// <inheritdoc cref="Spare()" path="/returns"/>
    public SparedWork Spare(uint scope)
    {
        if (TryGetMine() is not { } mine)
            return scope == 0 ? default : throw new ScopeLimitException("threads that work for scopes", _words.Capacity);
        var before = Interlocked.Exchange(ref *mine.Word, scope | Spared);
        return new SparedWork(mine.Word, (uint)before, before & Spared);
    }

    /// <summary>The next call of this thread that comes to a gate tries the gate.</summary>
    /// <param name="gate">The gate's number.</param>
    /// <returns>What puts things back; nothing, if there is no room for another thread.</returns>
    public SparedWork Try(uint gate)
    {
        if (TryGetMine() is not { } mine)
            return default;
        var before = Interlocked.Exchange(ref *mine.Word, gate | Canary);
        return new SparedWork(mine.Word, (uint)before, before & Spared);
    }

    private ThreadWord? TryGetMine() => _mine ??= ThreadWord.TryCreate(this);

    private bool TryTakeSlot(out uint slot)
    {
        lock (_free)
        {
            if (_free.TryPop(out slot))
                return true;
            slot = _used;
            if (_used == _words.Capacity)
                return false;
            _used++;
            return true;
        }
    }

    private void ReturnSlot(uint slot)
    {
        _words[slot] = 0;
        lock (_free)
            _free.Push(slot);
    }

    /// <param name="word">The thread's.</param>
    /// <param name="scope">The scope to go back to, or null to leave it as it is.</param>
    /// <param name="spared">Whether the thread was spared before.</param>
    public readonly ref struct SparedWork(ulong* word, uint? scope, ulong spared)
    {
        public void Dispose()
        {
            if (word is null)
                return;
            if (scope is { } before)
                Interlocked.Exchange(ref *word, before | spared);
            else
                Interlocked.And(ref *word, ~Spared | spared);
        }
    }

    /// <summary>A thread's word; finalized, and so returned, some time after its thread is gone.</summary>
    private sealed class ThreadWord
    {
        private readonly FlowTable _table;
        private readonly uint _slot;

        private ThreadWord(FlowTable table, uint slot)
        {
            (_table, _slot) = (table, slot);
            Word = table._words.PointerTo(slot);
        }

        ~ThreadWord() => _table.ReturnSlot(_slot);

        public ulong* Word { get; }

        public static ThreadWord? TryCreate(FlowTable table)
        {
            if (!table.TryTakeSlot(out var slot))
                return null;
            if (table._registerThread(slot))
                return new ThreadWord(table, slot);
            table.ReturnSlot(slot);
            return null;
        }
    }
}
