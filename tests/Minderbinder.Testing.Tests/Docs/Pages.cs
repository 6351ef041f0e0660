using System.Reflection;

namespace Minderbinder.Testing.Tests.Docs;

/// <summary>The pages that users read, as they lie in the repository.</summary>
internal static class Pages
{
    public static string Repository { get; } = typeof(Pages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryPath").Value!;

    public static IReadOnlyList<(string Path, string[] Lines)> All { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }
            .Concat(Directory.GetFiles(Path.Combine(Repository, "docs"), "*.md")
                .Concat(Directory.GetDirectories(Path.Combine(Repository, "src")).Select(project => Path.Combine(project, "README.md"))
                .Where(File.Exists))
                .Select(file => Path.GetRelativePath(Repository, file)))
            .Select(path => (path, File.ReadAllLines(Path.Combine(Repository, path)))),
    ];

    public static string Text(string path) => string.Join('\n', All.Single(page => page.Path == path).Lines);
}
