using System.Collections.Concurrent;

namespace Minderbinder.Testing.Declarations;

/// <summary>A process that several tests share: started once, and made a member of each test's scope.</summary>
/// <param name="declaration">The process.</param>
/// <param name="type">The fixture's class.</param>
internal sealed class FixtureProcess(LaunchDeclaration declaration, Type type)
{
    private static readonly ConcurrentDictionary<Type, FixtureProcess> Running = new();

    private ProcessUnderTest? _process;

    /// <exception cref="InvalidOperationException">The fixture was not started.</exception>
    public ProcessUnderTest Process => _process ?? throw new InvalidOperationException(
        $"The process of {type.Name} does not run yet. xUnit starts it for fixtures of a class, a collection or an assembly, TUnit for a "
        + "[ClassDataSource]; with NUnit call StartAsync in [OneTimeSetUp], with MSTest in [ClassInitialize].");

    /// <summary>Those that run and that a test class names, as a parameter of its constructor, a field or a property.</summary>
    public static IEnumerable<FixtureProcess> Of(Type testClass) =>
        Running.IsEmpty ? [] : FixtureUsers.NamedBy(testClass).Select(Running.GetValueOrDefault).OfType<FixtureProcess>();

    /// <param name="mayFail">System calls of which no attribute tells that they may fail.</param>
    /// <param name="cancellationToken">Ends the wait until it is ready.</param>
    /// <exception cref="InvalidFailureConfigException">Something is wrong with what the fixture says.</exception>
    public async Task StartAsync(IEnumerable<string> mayFail, CancellationToken cancellationToken)
    {
        ConfigProblem[] problems = [.. declaration.FindProblems().Select(problem => new ConfigProblem(type.Name, problem))];
        if (problems.Length > 0)
            throw new InvalidFailureConfigException(problems);

        var plan = new LaunchPlan(declaration);
        var process = ProcessUnderTest.Start(
            plan.StartInfo, new ProcessOptions { MayFail = [.. mayFail.Union(FixtureUsers.CallsThatMayFail(type))] });
        try
        {
            await plan.MakeReadyAsync(process, cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        (_process, Running[type]) = (process, this);
    }

    public ValueTask StopAsync()
    {
        Running.TryRemove(KeyValuePair.Create(type, this));
        return _process?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
