using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Connections;

/// <summary>Who connects, or asks for a name.</summary>
/// <param name="Process">The process's number.</param>
/// <param name="Thread">The thread's.</param>
/// <param name="Name">What the thread calls itself.</param>
/// <param name="Names">What the process is known by, for targets.</param>
/// <param name="StartedNs">When its program began, on the monotonic clock.</param>
internal sealed record Caller(int Process, int Thread, Event.CommBytes Name, IReadOnlyList<string> Names, ulong StartedNs);
