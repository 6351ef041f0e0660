using System.Diagnostics;

namespace Minderbinder.Testing.Processes;

/// <summary>A command line as one would type it.</summary>
internal static class CommandLine
{
    public static string Of(ProcessStartInfo startInfo) =>
        startInfo.ArgumentList.Count > 0
            ? string.Join(' ', [Quote(startInfo.FileName), .. startInfo.ArgumentList.Select(Quote)])
            : $"{Quote(startInfo.FileName)} {startInfo.Arguments}".TrimEnd();

    private static string Quote(string argument)
    {
        const string PlainMarks = "-_./:=,+@%^";
        return argument.Length > 0 && argument.All(character => char.IsLetterOrDigit(character) || PlainMarks.Contains(character))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
