namespace Minderbinder.Testing.Kernel;

/// <summary>A step that libbpf or the kernel refused: which one, on what, with which errno, and what was said about it.</summary>
internal sealed class BpfException(string step, int error, string messages)
    : Exception($"{step}: {Describe(error)}{Reason(messages)}")
{
    public int Error { get; } = error;

    /// <summary>The function to attach to has as many programs as the kernel lets it have.</summary>
    public bool IsCrowded { get; init; }

    /// <summary>Out of memory, or busy: worth another try.</summary>
    public bool IsPassing => IsCrowded || (Errno)Error is Errno.ENOMEM or Errno.EAGAIN or Errno.EINTR or Errno.EBUSY or Errno.EMFILE or Errno.ENFILE;

    private static string Describe(int error) =>
        Enum.IsDefined((Errno)error) ? ((Errno)error).ToString() : $"error {error}";

    /// <summary>
    /// The last line that says something. A verifier puts its verdict at the end, statistics after it, and libbpf its own
    /// words around; if it has nothing else to say, its first are those nearest to the cause.
    /// </summary>
    private static string Reason(string messages)
    {
        string[] frame = ["libbpf:", "--", "processed ", "verification time", "stack depth"];
        var lines = messages.Split('\n').Select(text => text.Trim()).Where(text => text.Length > 0).ToArray();
        var line = lines.LastOrDefault(text => !frame.Any(start => text.StartsWith(start, StringComparison.Ordinal)))
            ?? lines.FirstOrDefault()?.Replace("libbpf: ", "", StringComparison.Ordinal);
        return line is null ? "" : $" ({line})";
    }
}
