using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing;

/// <summary>
/// The last injections of a scope, as they were told. They become <see cref="Injection"/>s when somebody asks: a hundred thousand come in a
/// second, and most are never looked at.
/// </summary>
/// <param name="most">How many are kept.</param>
internal sealed class InjectionStore(int most)
{
    private const int AtFirst = 64;

    private Stored[] _events = [];
    private int _oldest;
    private int _count;

    public void Add(in Event happened)
    {
        if (most <= 0)
            return;
        if (_count == _events.Length && _count < most)
            Grow();
        if (_count < _events.Length)
        {
            _events[_count++] = new Stored(in happened);
            return;
        }

        _events[_oldest] = new Stored(in happened);
        _oldest = (_oldest + 1) % _events.Length;
    }

    /// <summary>All of them, oldest first: a copy, to be read when others may add again.</summary>
    public Stored[] ToArray() => [.. _events.AsSpan(_oldest, _count - _oldest), .. _events.AsSpan(0, _oldest)];

    /// <summary>As long as it grows, the oldest is the first.</summary>
    private void Grow() => Array.Resize(ref _events, (int)Math.Min(most, Math.Max(AtFirst, 2L * _events.Length)));

    /// <summary>An event without the room for what it may be about: most are about nothing in particular.</summary>
    public readonly struct Stored(in Event happened)
    {
        private readonly ulong _timeNs = happened.TimeNs;
        private readonly ulong _n = happened.N;
        private readonly long _returned = happened.Returned;
        private readonly uint _failure = happened.Failure;
        private readonly uint _syscall = happened.Syscall;
        private readonly int _process = happened.Process;
        private readonly int _thread = happened.Thread;
        private readonly Event.CommBytes _name = happened.Name;
        private readonly byte[]? _subject = happened.SubjectSize == 0 ? null : Subject(in happened);

        public Event Event
        {
            get
            {
                var happened = new Event
                {
                    TimeNs = _timeNs,
                    N = _n,
                    Returned = _returned,
                    Failure = _failure,
                    Syscall = _syscall,
                    Process = _process,
                    Thread = _thread,
                    Name = _name,
                    SubjectSize = (uint)(_subject?.Length ?? 0),
                };
                _subject?.CopyTo(happened.Subject);
                return happened;
            }
        }

        private static byte[] Subject(in Event happened)
        {
            ReadOnlySpan<byte> subject = happened.Subject;
            return subject[..(int)Math.Min(happened.SubjectSize, Limits.SubjectSize)].ToArray();
        }
    }
}
