using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>A way to get a program between an interface and its packets.</summary>
internal interface IPacketHook
{
    /// <summary>Puts the program there, before all others.</summary>
    /// <returns>What takes it out again.</returns>
    /// <exception cref="BpfException">It cannot be done.</exception>
    IDisposable Attach(Interface at, Place place);
}
