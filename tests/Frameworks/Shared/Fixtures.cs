#if NUNIT
using NUnit.Framework;
#endif

namespace Inner;

/// <summary>A process for several tests, which the framework or a hook starts once.</summary>
public abstract class Shell : ProcessFixture
{
    // In a folder of its own: a call that cannot succeed may never come to a security hook.
    private const string Script = "export LC_ALL=C; cd $(mktemp -d) && trap 'rmdir $PWD' EXIT; trap exit TERM; echo ready; "
        + "while read word; do mkdir $word && echo $word: made && rmdir $word; done";

    protected Shell()
        : base("sh", "-c", Script) => ReadyOutput = "ready";

    /// <summary>Has it make a folder of that name, and waits for what it says then.</summary>
    public async Task SayAsync(string word, string answer) =>
        await ReadAsync(word, new System.Text.RegularExpressions.Regex($"{word}.*{answer}"));

    private async Task ReadAsync(string word, System.Text.RegularExpressions.Regex answer)
    {
        await Process.StandardInput.WriteLineAsync(word);
        await Process.WaitForOutputAsync(answer, TimeSpan.FromMinutes(2));
    }
}

public sealed class ShellOfClass : Shell;

public sealed class ShellOfMore : Shell;

/// <summary>The tests with either.</summary>
public abstract class SharedTests
{
    protected abstract Shell Shell { get; }

    [Fact]
    [InjectFailure("mkdir", Errno.EROFS)]
    public Task It_suffers_in_one_test() => Shell.SayAsync("one", "Read-only file system");

    [Fact]
    [InjectFailure("mkdir", Errno.ENOSPC)]
    public Task And_otherwise_in_another() => Shell.SayAsync("other", "No space left on device");

    [Fact]
    public Task And_not_in_a_third() => Shell.SayAsync("third", "made");

    [Fact]
    [InjectFailure("mkdir", Errno.EDQUOT)]
    public async Task What_it_wrote_in_a_failing_test_is_in_its_output()
    {
        await Shell.SayAsync("failing", "Disk quota exceeded");
        throw new InvalidOperationException("thrown by the body");
    }
}

#if XUNIT_V2
public class SharedByClass(ShellOfClass shell) : SharedTests, IClassFixture<ShellOfClass>
{
    protected override Shell Shell => shell;
}

[CollectionDefinition(nameof(ShellCollection))]
public class ShellCollection : ICollectionFixture<ShellOfMore>;

[Collection(nameof(ShellCollection))]
public class SharedByMore(ShellOfMore shell) : SharedTests
{
    protected override Shell Shell => shell;
}
#elif XUNIT_V3
public class SharedByClass(ShellOfClass shell) : SharedTests, IClassFixture<ShellOfClass>
{
    protected override Shell Shell => shell;
}

public class SharedByMore(ShellOfMore shell) : SharedTests
{
    protected override Shell Shell => shell;
}
#elif NUNIT
public class SharedByClass : SharedTests
{
    private readonly ShellOfClass _shell = new();

    protected override Shell Shell => _shell;

    [OneTimeSetUp]
    public Task StartAsync() => _shell.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _shell.DisposeAsync();
}

[SetUpFixture]
public class ShellOfNamespace
{
    public static ShellOfMore Instance { get; } = new();

    [OneTimeSetUp]
    public Task StartAsync() => Instance.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Instance.DisposeAsync();
}

public class SharedByMore : SharedTests
{
    private readonly ShellOfMore _shell = ShellOfNamespace.Instance;

    protected override Shell Shell => _shell;
}
#elif MSTEST
[TestClass]
public class SharedByClass : SharedTests
{
    private static readonly ShellOfClass Instance = new();

    protected override Shell Shell => Instance;

    [ClassInitialize]
    public static Task StartAsync(TestContext context) => Instance.StartAsync(context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await Instance.DisposeAsync();
}

[TestClass]
public class SharedByMore : SharedTests
{
    private static readonly ShellOfMore Instance = new();

    protected override Shell Shell => Instance;

    [AssemblyInitialize]
    public static Task StartAsync(TestContext context) => Instance.StartAsync(context.CancellationToken);

    [AssemblyCleanup]
    public static async Task StopAsync() => await Instance.DisposeAsync();
}
#elif TUNIT
[InheritsTests]
[NotInParallel(nameof(ShellOfClass))]
[ClassDataSource<ShellOfClass>(Shared = SharedType.PerClass)]
public class SharedByClass(ShellOfClass shell) : SharedTests
{
    protected override Shell Shell => shell;
}

[InheritsTests]
[NotInParallel(nameof(ShellOfMore))]
[ClassDataSource<ShellOfMore>(Shared = SharedType.PerTestSession)]
public class SharedByMore(ShellOfMore shell) : SharedTests
{
    protected override Shell Shell => shell;
}
#endif
