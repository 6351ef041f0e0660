namespace Minderbinder.Testing.Sweeps;

/// <summary>Known findings in a file: a key in each line, and comments behind '#'.</summary>
internal static class BaselineFile
{
    public const string Header = "# Findings of a sweep that are known and not mended yet. Strike off what is mended.";

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlySet<string> Read(string path) => File.Exists(path)
        ? File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).ToHashSet()
        : throw new FileNotFoundException($"There is no baseline '{path}'. {nameof(SweepReport)}.{nameof(SweepReport.SaveBaseline)} writes one; an "
            + "empty file means that nothing is known.", path);

    public static void Write(string path, IEnumerable<string> keys) => File.WriteAllLines(path, [Header, .. keys.Order(StringComparer.Ordinal)]);
}
