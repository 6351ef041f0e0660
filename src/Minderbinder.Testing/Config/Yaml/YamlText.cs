using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Minderbinder.Testing;

/// <summary>Reads text as one YAML document, and says in a sentence why it is none.</summary>
internal static class YamlText
{
    /// <summary>The document in the text, or <see langword="null"/> if there is none; the report then says why.</summary>
    public static YamlValue? Parse(string yaml, YamlReport report)
    {
        yaml = yaml.TrimStart('\uFEFF');
        if (HasForbiddenCharacter(yaml, report))
            return null;

        var scanner = new Scanner(new StringReader(yaml));
        try
        {
            return ParseDocument(new Parser(scanner), report);
        }
        catch (YamlException exception)
        {
            var (line, column) = PositionOf(exception.Start);
            if (LineIndentedWithTab(yaml, exception) is { } tabbed)
                report.Add("", tabbed, 1, "the line is indented with a tab; YAML takes spaces only.");
            else
                report.Add("", line, column, $"this is not YAML: {exception.Message.TrimEnd('.')}.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet's scanner throws, without a word, for an inline '{' that a block goes on in.
            var (line, column) = PositionOf(scanner.CurrentPosition);
            report.Add("", line, column, "this is not YAML; is a bracket open on this line or before it?");
            return null;
        }
    }

    private static YamlValue? ParseDocument(Parser parser, YamlReport report)
    {
        parser.Consume<StreamStart>();
        var root = parser.TryConsume<DocumentStart>(out _) ? YamlTree.Read(parser) : null;
        if (root is null or YamlScalar { IsNull: true })
        {
            report.Add("", 1, 1, $"there is nothing in it; a failure config starts with '{ConfigKeys.Root}:'.");
            return null;
        }

        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            var (line, column) = PositionOf(second.Start);
            report.Add("", line, column, "a second document starts here; a failure config is only one.");
        }

        return root;
    }

    private static (int Line, int Column) PositionOf(Mark mark) => ((int)mark.Line, (int)mark.Column);

    // YamlDotNet takes a NUL for the end of the text, and lets other control characters pass: part of a binary file could look like YAML.
    private static bool HasForbiddenCharacter(string yaml, YamlReport report)
    {
        var (line, column) = (1, 1);
        var loneSurrogate = UnicodeText.IndexOfLoneSurrogate(yaml);
        for (var i = 0; i < yaml.Length; i++)
        {
            var character = yaml[i];
            if (i == loneSurrogate || character == '\x7f' || (character < ' ' && character is not ('\t' or '\n' or '\r')))
            {
                var code = ((int)character).ToString("X4", CultureInfo.InvariantCulture);
                report.Add("", line, column, $"this is not YAML: the character U+{code} may not appear in a text file.");
                return true;
            }

            (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return false;
    }

    // The mark of such an error is where the mapping around it starts, or behind the tab; and its message does not speak of lines.
    private static int? LineIndentedWithTab(string yaml, YamlException exception)
    {
        var lines = yaml.Split('\n');
        var index = Array.FindIndex(lines, text => text[..^text.TrimStart().Length].Contains('\t', StringComparison.Ordinal));
        var isCause = exception.Message.Contains("tab", StringComparison.Ordinal) || index + 1 == exception.Start.Line;
        return index >= 0 && isCause ? index + 1 : null;
    }
}
