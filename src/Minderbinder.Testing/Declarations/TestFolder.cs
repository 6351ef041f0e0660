namespace Minderbinder.Testing.Declarations;

/// <summary>The folder of the test assembly, which relative paths of declarations start at, whatever the current directory is.</summary>
internal static class TestFolder
{
    public static string Path => AppContext.BaseDirectory;

    /// <summary>The absolute path of a file that must be there.</summary>
    /// <exception cref="FileNotFoundException">It is not; the message says where it was looked for.</exception>
    public static string PathOf(string file, string what)
    {
        var path = System.IO.Path.Combine(Path, file);
        return File.Exists(path) ? path
            : throw new FileNotFoundException($"the {what} '{path}' does not exist. {Hint}", path);
    }

    /// <summary>What is mostly wrong when something is not there.</summary>
    public const string Hint =
        "Relative paths start at the folder of the test assembly; to have files copied there, give their items "
        + "CopyToOutputDirectory=\"PreserveNewest\".";
}
