using Minderbinder.Testing;

namespace Minderbinder.Tool.CommandLine;

/// <summary>What the tool itself has to say, told apart from what the program under test writes.</summary>
internal static class Message
{
    private static readonly Lock Writing = new();

    /// <summary>Writes to standard error, each line behind the tool's name, and without what a terminal would take for more than text.</summary>
    public static void Say(string text)
    {
        // One write, so that it is not torn by the program's own.
        var lines = string.Concat(text.TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(line => $"minderbinder: {PrintableText.Of(line)}\n"));
        lock (Writing)
            Console.Error.Write(lines);
    }

    /// <summary>Says what went wrong.</summary>
    /// <returns><paramref name="code"/>, to be the tool's exit code.</returns>
    public static int Fail(int code, string message)
    {
        Say(message);
        return code;
    }

    /// <summary>Whether an exception is about what the user gave or the machine has, and its message is all there is to say.</summary>
    public static bool IsExpected(Exception exception) => exception is MinderbinderException or IOException or UnauthorizedAccessException
        or NotSupportedException or FormatException;
}
