using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Tables;

/// <summary>
/// Process names that rules ask for, as numbers. A name is known to the kernel for as long as a rule asks for it; its
/// number is not used again for another.
/// </summary>
internal sealed class NameTable(BpfObject programs)
{
    private readonly Lock _lock = new();
    private readonly BpfMap<Name, uint> _names = new(programs, "names");
    private readonly Dictionary<string, (uint Number, int Uses)> _known = [];
    private uint _last;

    public uint Acquire(string name)
    {
        lock (_lock)
        {
            var (number, uses) = _known.GetValueOrDefault(name);
            if (uses == 0)
            {
                if (_known.Count == _names.Capacity)
                    throw new ScopeLimitException("process names in all open scopes", _names.Capacity);
                number = ++_last;
                _names.Set(Name.Of(name), number);
            }

            _known[name] = (number, uses + 1);
            return number;
        }
    }

    public void Release(string name)
    {
        lock (_lock)
        {
            var (number, uses) = _known[name];
            if (uses > 1)
            {
                _known[name] = (number, uses - 1);
                return;
            }

            _names.Remove(Name.Of(name));
            _known.Remove(name);
        }
    }

    /// <summary>The number of a name, or 0 when no rule asks for it.</summary>
    public uint NumberOf(string name)
    {
        lock (_lock)
            return _known.GetValueOrDefault(name).Number;
    }
}
