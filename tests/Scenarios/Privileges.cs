using Microsoft.Extensions.Logging;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>Shows what a program got that is supervised in a scope, and what the log and the evidence of the scope say of that.</summary>
internal static class Privileges
{
    public static async Task<int> RunAsync(string program)
    {
        var warnings = new Warnings();
        await using var scope = FailureScope.Open(
            new FailureConfig(new SyscallFailure("mkdir", Errno.EROFS) { Optional = true }),
            new FailureScopeOptions { Mechanism = Mechanism.SeccompNotification, Logger = warnings });
        await using var process = await scope.LaunchAsync(program, "-c", "import os; print(os.geteuid(), os.getegid())");
        await process.WaitForExitAsync();
        Console.WriteLine(process.StandardOutput.TrimEnd());
        Console.WriteLine(warnings.Text ?? "nothing");
        Console.WriteLine(scope.GetEvidence().LostPrivileges.SingleOrDefault() ?? "nothing");
        return 0;
    }

    private sealed class Warnings : ILogger
    {
        public string? Text { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Text += formatter(state, exception);
        }
    }
}
