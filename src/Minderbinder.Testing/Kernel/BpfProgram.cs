using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Kernel;

/// <summary>One program of an open <see cref="BpfObject"/>.</summary>
internal readonly unsafe struct BpfProgram(nint program, string name, ILogger logger)
{
    private const string Crowded = "the function has as many programs as the kernel lets it have, 38; other test processes have put theirs there";

    /// <summary>What the kernel knows it by in this process, once it is loaded.</summary>
    public int Descriptor => LibBpf.ProgramFd(program);

    /// <summary>Chooses this program to be loaded with its object.</summary>
    public BpfProgram Choose()
    {
        LibBpf.SetAutoload(program, true);
        return this;
    }

    /// <summary>Says which kernel function a template is for, before it is loaded.</summary>
    public BpfProgram For(string function)
    {
        var (self, error) = (program, 0);
        var messages = LibBpf.Listen(() => error = LibBpf.SetAttachTarget(self, 0, function));
        return error == 0 ? this : throw new BpfException(
            $"finding {function} in the kernel's BTF",
            -error,
            (Errno)(-error) is Errno.ESRCH or Errno.ENOENT ? "it names no such function" : messages);
    }

    public BpfLinkHandle Attach()
    {
        var self = program;
        return Attach(name, () => LibBpf.Attach(self));
    }

    public BpfLinkHandle AttachKprobe(string function)
    {
        var self = program;
        return Attach($"{name} to {function}", () => LibBpf.AttachKprobe(self, false, function));
    }

    private BpfLinkHandle Attach(string what, Func<BpfLinkHandle> attach)
    {
        BpfLinkHandle link = null!;
        var error = 0;
        var messages = LibBpf.Listen(() =>
        {
            link = attach();
            error = Marshal.GetLastPInvokeError();
        });
        if (messages.Length > 0)
            logger.LogDebug("libbpf, attaching {What}: {Messages}", what, messages);
        if (!link.IsInvalid)
            return link;
        return (Errno)error == Errno.E2BIG
            ? throw new BpfException($"attaching {what}", error, Crowded) { IsCrowded = true }
            : throw new BpfException($"attaching {what}", error, messages);
    }

    /// <summary>Runs this iterator over one process: over its threads, or over the files that they have open.</summary>
    public void RunOver(PidFd process)
    {
        var target = new LibBpf.IteratorTarget { Process = (int)process.DangerousGetHandle() };
        var options = new LibBpf.IteratorOptions
        {
            Size = (nuint)sizeof(LibBpf.IteratorOptions),
            Target = &target,
            TargetSize = (uint)sizeof(LibBpf.IteratorTarget),
        };
        var (self, optionsPointer) = (program, (nint)(&options));
        using var link = Attach(name, () => LibBpf.AttachIterator(self, optionsPointer));
        var descriptor = LibBpf.CreateIterator(LibBpf.LinkFd(link));
        if (descriptor < 0)
            throw new BpfException($"running {name}", -descriptor, "");

        // Reading runs the program for one after the other; it has nothing to tell.
        using var iterator = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        var buffer = new byte[16];
        while (iterator.Read(buffer) > 0)
        {
        }
    }

    /// <summary>A function that runs this program on the calling thread, with one argument.</summary>
    public Func<ulong, bool> AsFunction()
    {
        var fd = Descriptor;
        return argument =>
        {
            var options = new LibBpf.TestRunOptions
            {
                Size = (nuint)sizeof(LibBpf.TestRunOptions),
                ContextIn = (nint)(&argument),
                ContextSizeIn = sizeof(ulong),
            };
            return LibBpf.RunProgram(fd, &options) == 0 && options.ReturnValue == 0;
        };
    }
}
