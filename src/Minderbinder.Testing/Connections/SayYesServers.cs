using System.Reflection;

namespace Minderbinder.Testing.Connections;

/// <summary>Starts servers that say yes. Their package knows this one, not the other way round.</summary>
internal static class SayYesServers
{
    private const string Package = "Minderbinder.Testing.SayYes";

    /// <summary>Starts one. It is an <see cref="IAsyncDisposable"/> as well.</summary>
    /// <exception cref="InvalidOperationException">The package is not there.</exception>
    public static IConnectionAnswer Start()
    {
        var start = Find()?.GetMethod("StartAsync") ?? throw new InvalidOperationException(
            $"The server that says yes is in a package that is missing: add {Package} to the test project (dotnet add package {Package} "
            + "--prerelease).");
        return Task.Run(async () =>
        {
            var started = (Task)start.Invoke(null, [null, CancellationToken.None])!;
            await started.ConfigureAwait(false);
            return (IConnectionAnswer)started.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(started)!;
        }).GetAwaiter().GetResult();
    }

    private static Type? Find()
    {
        try
        {
            return Assembly.Load(Package).GetType($"{Package}.SayYesServer");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
