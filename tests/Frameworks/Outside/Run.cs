namespace Outside;

/// <summary>One run of the test project of a framework, for all tests that look at it.</summary>
public abstract class Run : IAsyncLifetime
{
    private readonly string _project;

    private protected Run(string project) => _project = project;

    internal InnerRun Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await InnerRun.StartAsync(_project, []);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
