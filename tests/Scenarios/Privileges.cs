using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing;
using Minderbinder.Testing.Launching;
using Minderbinder.Testing.Seccomp;

namespace Scenarios;

/// <summary>Says what a supervised program did not get, and shows what it got.</summary>
internal static class Privileges
{
    public static async Task<int> RunAsync(string program)
    {
        var supervision = new Asking();
        await using var process = ProcessUnderTest.StartSupervised(
            new ProcessStartInfo(program, ["-c", "import os; print(os.geteuid(), os.getegid())"]), supervision);
        await process.WaitForExitAsync();
        Console.WriteLine(process.StandardOutput.TrimEnd());
        Console.WriteLine(supervision.Lost ?? "nothing");
        return 0;
    }

    private sealed class Asking : ISupervision
    {
        private readonly byte[] _filter = SeccompFilter.Make([]);

        public string? Lost { get; private set; }

        public ReadOnlySpan<byte> Filter => _filter;

        public void Begin(LaunchedProcess launched, SafeFileHandle listener)
        {
            Lost = launched.LostPrivileges;
            listener.Dispose();
        }

        public void Abandon()
        {
        }
    }
}
