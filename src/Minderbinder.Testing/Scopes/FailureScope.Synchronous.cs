using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing;

/// <content>For tests that await nothing.</content>
public sealed partial class FailureScope : IDisposable
{
    /// <summary>The same as <see cref="DisposeAsync"/>; returns when the processes that the scope launched are stopped.</summary>
    public void Dispose() => Blocking.Run(() => DisposeAsync().AsTask());
}
