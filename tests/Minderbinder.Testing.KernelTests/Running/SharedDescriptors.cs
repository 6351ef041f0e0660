using System.Runtime.InteropServices;

namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>Has all descriptors of another process that stand for something of the kernel's BPF, as a child has that inherits them.</summary>
internal sealed partial class SharedDescriptors : IDisposable
{
    private const nint OpenPidFd = 434, GetDescriptor = 438;
    private readonly List<nint> _descriptors = [];

    public SharedDescriptors(int process)
    {
        var pidFd = SystemCall(OpenPidFd, process, 0, 0);
        var all = Directory.GetFiles($"/proc/{process}/fd");
        foreach (var link in all.Where(path => new FileInfo(path).LinkTarget?.Contains("bpf", StringComparison.Ordinal) == true))
            _descriptors.Add(SystemCall(GetDescriptor, pidFd, int.Parse(Path.GetFileName(link)), 0));
        _ = Close(pidFd);
        _descriptors.ShouldNotContain(-1);
    }

    public int Count => _descriptors.Count;

    public void Dispose() => _descriptors.ForEach(descriptor => _ = Close(descriptor));

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(nint descriptor);
}
