using System.Diagnostics;

namespace Minderbinder.Testing.Connections;

/// <summary>Variables that a process gets, and the next one from the same start info does not.</summary>
internal sealed class LentEnvironment : IDisposable
{
    private readonly ProcessStartInfo _startInfo;
    private readonly List<(string Name, string? Before)> _lent = [];

    public LentEnvironment(ProcessStartInfo startInfo, IEnumerable<KeyValuePair<string, string>> variables)
    {
        _startInfo = startInfo;
        foreach (var (name, value) in variables)
        {
            // What it has from this process nobody has set for it.
            var before = startInfo.Environment.TryGetValue(name, out var given) ? given : null;
            if (before != Environment.GetEnvironmentVariable(name))
                continue;
            _lent.Add((name, before));
            startInfo.Environment[name] = value;
        }
    }

    public void Dispose()
    {
        foreach (var (name, before) in _lent)
        {
            if (before is null)
                _startInfo.Environment.Remove(name);
            else
                _startInfo.Environment[name] = before;
        }
    }
}
