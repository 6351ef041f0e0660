using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Minderbinder.Testing;

namespace Benchmarks;

/// <summary>Which programs scopes put into the kernel, each the first of its kind, and how many instructions the verifier walks for them.</summary>
internal static partial class ProgramCosts
{
    private static readonly (string What, Failure Failure, Mechanism? Mechanism)[] Kinds =
    [
        ("a call, at its door", new SyscallFailure("mkdir", Errno.EROFS), Mechanism.SyscallModifyReturn),
        ("another call", new SyscallFailure("rename", Errno.EROFS), Mechanism.SyscallModifyReturn),
        ("a call with a path", new SyscallFailure("openat", Errno.EIO) { When = new() { Paths = ["/no/such/file"] } }, Mechanism.SyscallModifyReturn),
        ("a call, by kprobe", new SyscallFailure("kill", Errno.EPERM), Mechanism.SyscallKprobe),
        ("a call, at its hook", new SyscallFailure("unlink", Errno.EROFS), Mechanism.SecurityHook),
        ("packets that leave", new OutgoingNetworkFailure(), null),
        ("packets that arrive", new IncomingNetworkFailure { Action = PacketAction.Reset }, null),
        ("packets that were received", new IncomingNetworkFailure(), null),
    ];

    public static async Task ListAsync()
    {
        var known = new HashSet<int>();
        foreach (var (what, failure, mechanism) in Kinds)
        {
            Console.WriteLine(what);
            try
            {
                await using var scope = FailureScope.Open(new FailureConfig(failure), new FailureScopeOptions { Mechanism = mechanism });
                foreach (var program in Programs().Where(known.Add))
                    Console.WriteLine($"  {await NameOfAsync(program),-24} {VerifiedInstructions(program),10:N0}");
            }
            catch (MinderbinderException)
            {
                Console.WriteLine("  not on this kernel");
            }
        }
    }

    /// <summary>The numbers of all programs that descriptors of this process stand for, or links.</summary>
    private static IEnumerable<int> Programs() => Directory.GetFiles("/proc/self/fdinfo")
        .Select(path => Field(path, "prog_id"))
        .OfType<int>()
        .Distinct()
        .Order();

    private static int? VerifiedInstructions(int program)
    {
        var descriptor = Open((uint)program);
        try
        {
            return Field($"/proc/self/fdinfo/{descriptor}", "verified_insns");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static int? Field(string path, string name)
    {
        if (!File.Exists(path)) // that of the folder that is being read
            return null;
        var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return line is null ? null : int.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private static async Task<string> NameOfAsync(int program)
    {
        using var bpftool = Process.Start(new ProcessStartInfo("bpftool", ["prog", "show", "id", $"{program}"]) { RedirectStandardOutput = true })!;
        var words = (await bpftool.StandardOutput.ReadToEndAsync()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[Array.IndexOf(words, "name") + 1];
    }

    [LibraryImport("libbpf.so.1", EntryPoint = "bpf_prog_get_fd_by_id")]
    private static partial int Open(uint program);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
