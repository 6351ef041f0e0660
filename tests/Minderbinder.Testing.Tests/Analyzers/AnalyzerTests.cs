extern alias analyzers;
extern alias fixes;

using System.Collections.Immutable;
using analyzers::Minderbinder.Testing.Analyzers;
using fixes::Minderbinder.Testing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Minderbinder.Testing.Tests.Analyzers;

/// <summary>What the compiler says of a statement that uses the library, and what a code fix makes of it.</summary>
public class AnalyzerTests
{
    private const string RateOfHalf = "MB0001 The failure rate is in percent: 0.5 means 0.5 %; write 50 for 50 %";

    [Theory]
    [InlineData(
        "new SyscallFailure(\"read\", Errno.EIO) { FailureRate = 0.5 }",
        RateOfHalf,
        "new SyscallFailure(\"read\", Errno.EIO) { FailureRate = 50 }")]
    [InlineData("new OutgoingNetworkFailure() with { FailureRate = 0.5 }", RateOfHalf, "new OutgoingNetworkFailure() with { FailureRate = 50 }")]
    [InlineData(
        "new SyscallFailure(\"read\", 5)",
        "MB0002 The program takes the return code 5 for success; write Errno.EIO to make the call fail with that error",
        "new SyscallFailure(\"read\", Errno.EIO)")]
    [InlineData(
        "new SyscallFailure(\"opnat\", Errno.EIO)",
        "MB0003 There is no system call 'opnat'; did you mean 'openat'?",
        "new SyscallFailure(\"openat\", Errno.EIO)")]
    [InlineData(
        "new SyscallFailure(\"frobnicate\", Errno.EIO)",
        "MB0003 There is no system call 'frobnicate'; 'man 2 syscalls' lists the names",
        null)]
    public async Task A_failure_that_does_not_mean_what_it_seems_to(string expression, string problem, string? better)
    {
        var statement = $"Failure failure = {expression};";

        (await ProblemsOf(statement)).ShouldBe([problem]);
        (await FixAsync(statement)).ShouldBe(better is null ? null : $"Failure failure = {better};");
    }

    [Theory]
    [InlineData("Failure failure = new SyscallFailure(\"read\", Errno.EIO) { FailureRate = 1 };")]
    [InlineData("Failure failure = new SyscallFailure(\"read\", Errno.EIO) { FailureRate = 0 };")]
    [InlineData("Failure failure = new SyscallFailure(Syscalls.Pwrite64, -5);")]
    [InlineData("Failure failure = new SyscallFailure(\"read\", 0);")]
    [InlineData("Failure failure = new SyscallFailure(\"read\", 4096);")]
    [InlineData("var name = Console.ReadLine()!; Failure failure = new SyscallFailure(name, Errno.EIO);")]
    [InlineData("await FailureInjector.WithFailureConfig(null!, async () => { });")]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { });")]
    [InlineData("await using var scope = FailureScope.Open(null!);")]
    [InlineData("using (FailureScope.Open(null!)) { }")]
    [InlineData("var scope = FailureScope.Open(null!); try { } finally { await scope.DisposeAsync(); }")]
    [InlineData("var scope = FailureScope.Open(null!); Keep(scope);")]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { using var cat = Process.Start(\"cat\"); cat.WaitForExit(); });")]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { using var cat = Process.Start(\"cat\"); Console.WriteLine(cat.Id); });")]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { Process.Start(\"cat\"); Task.Delay(1).Wait(); });")]
    [InlineData("await FailureInjector.WithFailureConfig(null!, async () => { Process.Start(\"cat\"); await Task.Delay(1); });")]
    [InlineData("await FailureInjector.WithFailureConfig(null!, async () => { await Process.Start(\"cat\").WaitForExitAsync(); });")]
    [InlineData("Process.Start(\"cat\"); using var scope = FailureScope.Open(null!);")]
    [InlineData("Action start = () => { Process.Start(\"cat\"); };")]
    public async Task What_is_meant_so(string statement) => (await ProblemsOf(statement)).ShouldBeEmpty();

    [Theory]
    [InlineData("FailureScope.Open(null!);")]
    [InlineData("_ = FailureScope.Open(null!);")]
    [InlineData("var scope = FailureScope.Open(null!); scope.VerifyInjected();")]
    public async Task A_scope_that_nobody_closes(string statement) => (await ProblemsOf(statement)).ShouldBe(
        ["MB0004 Nothing closes this scope, and its failures hold on; write 'await using' before it"]);

    [Theory]
    [InlineData("_ = FailureInjector.WithFailureConfig(null!, async () => { });")]
    public async Task A_block_that_nobody_awaits(string statement) => (await ProblemsOf(statement)).ShouldBe(
        ["MB0004 This block is not awaited, and the test may end before it; write 'await' before it"]);

    private const string NeverWaitedFor =
        "MB0005 Nothing waits for this process, and the failures may be over before it makes a call; keep it, and write 'await "
        + "process.WaitForExitAsync()'";

    [Theory]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { Process.Start(\"cat\"); });")]
    [InlineData("FailureInjector.WithFailureConfig(null!, () => { _ = Process.Start(\"cat\"); Console.WriteLine(); });")]
    [InlineData("await FailureInjector.WithFailureConfig(null!, async () => { await Task.Yield(); using var cat = Process.Start(\"cat\"); });")]
    [InlineData("using var scope = FailureScope.Open(null!); using var cat = Process.Start(new ProcessStartInfo(\"cat\"))!;")]
    public async Task A_process_that_nothing_waits_for(string statement) => (await ProblemsOf(statement)).ShouldBe([NeverWaitedFor]);

    [Fact]
    public async Task A_process_that_nothing_waits_for_in_a_test_with_an_attribute()
    {
        (await ProblemsOf("Process.Start(\"cat\");", "[InjectFailure(\"openat\", Errno.EIO)]")).ShouldBe([NeverWaitedFor]);
        (await ProblemsOf("Process.Start(\"cat\"); await Task.Delay(1);", "[InjectFailure(\"openat\", Errno.EIO)]")).ShouldBeEmpty();
        (await ProblemsOf("Process.Start(\"cat\");", "[Obsolete]")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attribute_is_looked_at_too() =>
        (await ProblemsOf("", "[InjectFailure(\"opnat\", ReturnCode = 5, FailureRate = 0.5)]")).ShouldBe(
        [
            "MB0003 There is no system call 'opnat'; did you mean 'openat'?",
            "MB0002 The program takes the return code 5 for success; write Errno.EIO to make the call fail with that error",
            RateOfHalf,
        ]);

    private static string SourceOf(string statement, string attribute = "") =>
        $$"""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;
        using Minderbinder.Testing;
        class Tests
        {
            {{attribute}}
            async Task Test()
            {
                await Task.Yield();
                {{statement}}
            }

            static void Keep(FailureScope scope) { }
        }
        """;

    private static async Task<string[]> ProblemsOf(string statement, string attribute = "")
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await DiagnosticsOf(DocumentIn(workspace, SourceOf(statement, attribute))))
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}")];
    }

    /// <summary>The statement as the first code fix leaves it; null if there is none.</summary>
    private static async Task<string?> FixAsync(string statement)
    {
        using var workspace = new AdhocWorkspace();
        var document = DocumentIn(workspace, SourceOf(statement));
        var actions = new List<CodeAction>();
        await new InsteadFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, (await DiagnosticsOf(document))[0], (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
            return null;

        var change = (await actions[0].GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var text = (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
        return text.Split('\n').Single(line => line.Contains("Failure failure", StringComparison.Ordinal)).Trim();
    }

    private static Document DocumentIn(AdhocWorkspace workspace, string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(path => !Path.GetFileName(path).StartsWith("Minderbinder.Testing.Analyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        return workspace.AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                "Tests",
                "Tests",
                LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
                metadataReferences: references))
            .AddDocument("Tests.cs", SourceText.From(source));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        var diagnostics = await compilation.WithAnalyzers([new FailureAnalyzer(), new LifetimeAnalyzer(), new WaitAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
