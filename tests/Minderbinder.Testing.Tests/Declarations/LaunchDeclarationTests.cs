using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

public class LaunchDeclarationTests
{
    private const string OfPort = "write ReadyPort = 0, or a ReadyUrl with port 0, for a free one.";

    [Fact]
    public void Good_ones_have_no_problems()
    {
        Dotnet().FindProblems().ShouldBeEmpty();
        new LaunchDeclaration("dotnet", ["a.dll", "{port}"])
        {
            ReadyPort = 0,
            ReadyOutput = "up",
            ReadyTimeoutMs = 1,
            Environment = ["A=", "B=C=D"],
            WorkingDirectory = "Files",
        }.FindProblems().ShouldBeEmpty();
        new LaunchDeclaration("dotnet", []) { ReadyUrl = "https://localhost:0/health", Environment = ["URL=https://localhost:{port}"] }.FindProblems()
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_problem_is_named(int row, string problem) => BadOnes[row].FindProblems().ShouldHaveSingleItem().ShouldStartWith(problem);

    public static TheoryData<int, string> Bad => new()
    {
        { 0, "the name of the program is empty." },
        { 1, "the ReadyUrl '/health' is not an absolute http or https URL; for a free port write http://127.0.0.1:0/." },
        { 2, "the ReadyPort is 65536; it must lie between 1 and 65535, or be 0 for a free port." },
        { 3, "it has a ReadyUrl and a ReadyPort; one of them is enough." },
        { 4, "the ReadyOutput is empty; write a part of the line to wait for." },
        { 5, "the ReadyTimeoutMs is 0; it must be more than 0." },
        { 6, "'=A' is not an environment variable; write NAME=VALUE." },
        { 7, $"the WorkingDirectory '{AppContext.BaseDirectory}no-such-folder' does not exist. Relative paths start at" },
        { 8, "nothing says which port {port} is; " + OfPort },
        { 9, "nothing says which port {port} is; " + OfPort },
    };

    private static readonly LaunchDeclaration[] BadOnes =
    [
        new("", []),
        Dotnet(declaration => declaration.ReadyUrl = "/health"),
        Dotnet(declaration => declaration.ReadyPort = 65536),
        Dotnet(declaration => (declaration.ReadyUrl, declaration.ReadyPort) = ("http://127.0.0.1:0/", 0)),
        Dotnet(declaration => declaration.ReadyOutput = ""),
        Dotnet(declaration => declaration.ReadyTimeoutMs = 0),
        Dotnet(declaration => declaration.Environment = ["=A"]),
        Dotnet(declaration => declaration.WorkingDirectory = "no-such-folder"),
        Dotnet(declaration => declaration.Environment = ["A={port}"]),
        new("serve", ["{port}"]),
    ];

    private static LaunchDeclaration Dotnet(Action<LaunchDeclaration>? change = null)
    {
        var declaration = new LaunchDeclaration("dotnet", ["OrderService.dll"]);
        change?.Invoke(declaration);
        return declaration;
    }
}
