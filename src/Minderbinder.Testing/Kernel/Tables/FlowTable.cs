namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>
/// Tells the kernel which scope each thread of this process works for: a word for each thread, in memory that both
/// sides see. Telling is a plain store, for it happens whenever an async flow is resumed.
/// </summary>
internal sealed unsafe class FlowTable
{
    /// <summary>Above the scope's number: the library itself is at work, fail nothing. See bpf/shared.h.</summary>
    private const ulong Spared = 1UL << 32;

    [ThreadStatic]
    private static ThreadWord? _mine;

    private readonly MappedArray<ulong> _words;
    private readonly Func<ulong, bool> _registerThread;
    private readonly Stack<uint> _free = [];
    private uint _used;

    public FlowTable(BpfObject programs, Func<ulong, bool> registerThread)
    {
        _words = new MappedArray<ulong>(programs, "flows");
        _registerThread = registerThread;
    }

    /// <summary>From here on, this thread works for a scope (0: for none).</summary>
    public void Enter(uint scope)
    {
        // Most threads never work for a scope, and need no word to say so.
        if (_mine is null && scope == 0)
            return;
        var mine = _mine ??= new ThreadWord(this);
        *mine.Word = scope;
    }

    /// <summary>
    /// This thread does the library's own work for a scope: a process it starts belongs to the scope, but failures for
    /// the test process itself leave it alone.
    /// </summary>
    /// <returns>What puts things back; to be disposed on the same thread.</returns>
    public SparedWork Spare(uint scope)
    {
        var mine = _mine ??= new ThreadWord(this);
        var before = *mine.Word;
        *mine.Word = scope | Spared;
        return new SparedWork(mine.Word, before);
    }

    private uint TakeSlot()
    {
        lock (_free)
        {
            if (_free.TryPop(out var slot))
                return slot;
            return _used < _words.Capacity ? _used++ : throw new ScopeLimitException("threads that work for scopes", _words.Capacity);
        }
    }

    private void ReturnSlot(uint slot)
    {
        _words[slot] = 0;
        lock (_free)
            _free.Push(slot);
    }

    public readonly ref struct SparedWork(ulong* word, ulong before)
    {
        public void Dispose()
        {
            if (word is not null)
                *word = before;
        }
    }

    /// <summary>A thread's word; finalized, and so returned, some time after its thread is gone.</summary>
    private sealed class ThreadWord
    {
        private readonly FlowTable _table;
        private readonly uint _slot;

        public ThreadWord(FlowTable table)
        {
            _slot = table.TakeSlot();
            _table = table;
            Word = table._words.PointerTo(_slot);
            if (!table._registerThread(_slot))
                throw new InvalidOperationException("The kernel has no memory for the mark of this thread, so it cannot work for a scope.");
        }

        ~ThreadWord() => _table?.ReturnSlot(_slot);

        public ulong* Word { get; }
    }
}
