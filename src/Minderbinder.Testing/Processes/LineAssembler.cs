using System.Globalization;
using System.Text;

namespace Minderbinder.Testing.Processes;

/// <summary>Makes lines of the bytes of one stream, as they come. Not thread-safe.</summary>
internal sealed class LineAssembler
{
    /// <summary>A program that writes a gigabyte without a line break must not take the test process down with it.</summary>
    public const int MaxLength = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _unfinished = new();
    private char[] _characters = [];
    private long _cut;

    /// <summary>The line that has begun and not ended yet; null when there is none.</summary>
    public string? Unfinished => _unfinished.Length == 0 ? null : Text;

    private string Text =>
        _cut == 0 ? _unfinished.ToString() : string.Create(CultureInfo.InvariantCulture, $"{_unfinished} [... {_cut} more characters]");

    /// <summary>Takes bytes in, and adds the lines that they end to <paramref name="ended"/>.</summary>
    public void Add(ReadOnlySpan<byte> bytes, List<string> ended)
    {
        var rest = Decode(bytes, flush: false);
        for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
        {
            Keep(rest[..end]);
            if (_cut == 0 && _unfinished.Length > 0 && _unfinished[^1] == '\r')
                _unfinished.Length--;

            ended.Add(Take());
        }

        Keep(rest);
    }

    /// <summary>Ends the unfinished line, because nothing follows. Null when there is none.</summary>
    public string? End()
    {
        // Half a character may be left.
        Keep(Decode([], flush: true));
        return _unfinished.Length == 0 ? null : Take();
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_characters.Length < most)
            _characters = new char[most];

        return _characters.AsSpan(0, _decoder.GetChars(bytes, _characters, flush));
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        var kept = part[..Math.Min(part.Length, MaxLength - _unfinished.Length)];
        _unfinished.Append(kept);
        _cut += part.Length - kept.Length;
    }

    private string Take()
    {
        var text = Text;
        _unfinished.Clear();
        _cut = 0;
        return text;
    }
}
