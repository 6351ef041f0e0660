using System.Runtime.InteropServices;
using Minderbinder.Testing.Kernel;

namespace Minderbinder.Testing.Tests.Docs;

/// <summary>Who searches the page for a message finds it: messages are there as the code has them.</summary>
public class TroubleshootingTests
{
    private static readonly string Page = Pages.Text("docs/troubleshooting.md");

    private static readonly Machine Good = new(true, Architecture.X64, true, true, true, "6.1.0");

    private static readonly BpfException Refused = new("loading the programs that keep track of processes", (int)Errno.EPERM, "");

    public static TheoryData<string> Messages =>
    [
        KernelSupport.FindObstacle(Good with { IsLinux = false })!.Explanation,
        KernelSupport.FindObstacle(Good with { Processor = Architecture.RiscV64 })!.Explanation,
        KernelSupport.FindObstacle(Good with { HasLibBpf = false })!.Explanation,
        KernelSupport.FindObstacle(Good with { HasBtf = false })!.Explanation,
        Prefix(KernelSupport.Explain(Refused, Good)),
        Prefix(KernelSupport.Explain(Refused, Good with { HasCapabilities = false })),
        "The kernel (6.1.0) does not take the programs: ",
        new SyscallNotSupportedException(
            new SyscallFailure("fsync", Errno.EIO),
            [
                new(
                    Mechanism.SyscallModifyReturn,
                    "loading a modify-return program for __x64_sys_fsync: EINVAL (__x64_sys_fsync() is not modifiable)"),
                new(Mechanism.SyscallKprobe, "loading a kprobe with override for __x64_sys_fsync: EINVAL (unknown func bpf_override_return#58)"),
                new(Mechanism.SecurityHook, "fsync passes no security hook of its own"),
            ]).Message,
        new ScopeLimitException("failures in all open scopes", 8192).Message,
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_there_word_for_word(string message) => Page.ShouldContain(message, Case.Sensitive);

    /// <summary>Up to what the kernel said, which differs.</summary>
    private static string Prefix(KernelSupport support) => support.Explanation[..support.Explanation.IndexOf(": EPERM", StringComparison.Ordinal)];
}
