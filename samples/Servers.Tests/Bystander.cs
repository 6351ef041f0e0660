namespace Servers.Tests;

/// <summary>What happens outside the scope, while the scope is open.</summary>
internal static class Bystander
{
    /// <summary>A scope belongs to an async flow; a task that does not inherit the flow is outside.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(action);
    }
}
