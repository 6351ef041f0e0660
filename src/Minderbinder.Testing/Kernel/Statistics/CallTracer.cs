using System.Net;
using System.Text;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Tables;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel.Statistics;

/// <summary>
/// Adds up the system calls of members by what they are about: the same call on the same file, or with the same peer. Counted in the kernel, so
/// that nothing is lost however many there are; there is one at a time.
/// </summary>
internal sealed class CallTracer : IDisposable
{
    // bpf/scratch.h
    private const uint PathSubject = 1;
    private const uint AddressSubject = 2;
    private const int AddressSize = 16;

    private readonly BpfMap<TracedCall, TracedTotal> _calls;
    private readonly MappedArray<StatisticsControl> _control;
    private readonly List<BpfLinkHandle> _links = [];

    /// <exception cref="BpfException">The kernel does not take the programs.</exception>
    public CallTracer(KernelSession session)
    {
        _calls = session.Map<TracedCall, TracedTotal>("traced_calls");
        _control = session.Map<StatisticsControl>("statistics_control");
        _control[0] = default;
        var places = session.Map<SubjectPlace>("call_places");
        for (var number = 0; number < Limits.Calls; number++)
            places[(uint)number] = RuleCompiler.PlaceOf(SyscallTable.NameOf(number) ?? "");

        using var programs = session.OpenPrograms();
        // Leaving first: a call that is seen to enter is seen to leave.
        BpfProgram[] chosen = [programs.Program("trace_exit").Choose(), programs.Program("trace_enter").Choose()];
        programs.Load("the programs that trace system calls");
        foreach (var program in chosen)
            _links.Add(program.Attach());
    }

    /// <summary>Calls for which there was no room.</summary>
    public long Lost => (long)_control[0].Lost;

    /// <summary>All that has returned, most frequent first.</summary>
    public IReadOnlyList<TracedCalls> Read() =>
        [.. _calls.ReadAll().Select(entry => Describe(entry.Key, entry.Value)).OrderByDescending(calls => calls.Count)
            .ThenBy(calls => calls.Syscall, StringComparer.Ordinal)];

    public void Dispose() => _links.ForEach(link => link.Dispose());

    private static TracedCalls Describe(TracedCall call, TracedTotal total)
    {
        ReadOnlySpan<byte> subject = call.Subject;
        var address = call.Kind == AddressSubject ? new IPAddress(subject[..AddressSize]) : null;
        var end = subject.IndexOf((byte)0);
        return new TracedCalls(SyscallTable.NameOf((int)call.Syscall) ?? $"{call.Syscall}")
        {
            Path = call.Kind == PathSubject ? Encoding.UTF8.GetString(end < 0 ? subject : subject[..end]) : null,
            Peer = address is null ? null : new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, (int)call.Port),
            Count = (long)total.Count,
            Failed = (long)total.Failed,
            Time = TimeSpan.FromTicks((long)total.TimeNs / TimeSpan.NanosecondsPerTick),
            LastError = total.Failed > 0 ? total.LastError : null,
        };
    }
}
