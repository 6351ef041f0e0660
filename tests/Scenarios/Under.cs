using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Scenarios;

/// <summary>
/// Runs a command in surroundings as some sandboxes are: with a seccomp filter of its own, by which system calls fail (<c>seccomp=EPERM</c>)
/// or kill whoever makes them (<c>seccomp=kill</c>). <c>no_new_privs</c> stands for the one use of prctl that sets it, and
/// <c>wait_killable</c> for filters with the flag of that name, which kernels before 5.19 do not know.
/// </summary>
internal static unsafe partial class Under
{
    private const uint LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06;
    private const uint Allow = 0x7fff_0000, Fail = 0x0005_0000, Kill = 0x8000_0000;
    private const uint JumpIfSet = 0x45;
    private const uint CallOffset = 0, FirstArgumentOffset = 16, SecondArgumentOffset = 24;
    private const int SetNoNewPrivileges = 38;
    private const uint WaitKillable = 1 << 5; // SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV

    public static int Run(string[] refusals, string[] command)
    {
        var filter = refusals.Select(refusal => refusal.Split('=')).SelectMany(words => Refuse(words[0], words[1]))
            .Append(Statement(Return, Allow)).ToArray();
        Install(filter);

        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static IEnumerable<ulong> Refuse(string call, string how)
    {
        ulong[] argument = call switch
        {
            "no_new_privs" => [Statement(LoadWord, FirstArgumentOffset), Statement(JumpIfEqual | 1u << 24, SetNoNewPrivileges)],
            "wait_killable" => [Statement(LoadWord, SecondArgumentOffset), Statement(JumpIfSet | 1u << 24, WaitKillable)],
            _ => [],
        };
        var number = SyscallTable.NumberOf(call switch
        {
            "no_new_privs" => "prctl",
            "wait_killable" => "seccomp",
            _ => call,
        });
        var action = how == "kill" ? Kill : Fail | (uint)Enum.Parse<Errno>(how);
        return
        [
            Statement(LoadWord, CallOffset),
            Statement(JumpIfEqual | (uint)(argument.Length + 1) << 24, number),
            .. argument,
            Statement(Return, action),
        ];
    }

    private static ulong Statement(uint code, uint value) => (ulong)value << 32 | code;

    private static void Install(ulong[] filter)
    {
        const int Seccomp = 317, SetModeFilter = 1, AllThreads = 1;
        fixed (ulong* instructions = filter)
        {
            var program = stackalloc ulong[2] { (ulong)filter.Length, (ulong)instructions };
            if (SystemCall(Seccomp, SetModeFilter, AllThreads, (nint)program) == 0)
                return;

            SystemCall(157 /* prctl */, SetNoNewPrivileges, 1, 0);
            if (SystemCall(Seccomp, SetModeFilter, AllThreads, (nint)program) != 0)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"seccomp: {Marshal.GetLastPInvokeError()}"));
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth = 0, nint fifth = 0);
}
