namespace Minderbinder.Testing.SayYes;

/// <summary>
/// A server for all tests of a class: as <c>IClassFixture&lt;SayYesFixture&gt;</c> in xUnit (v2 and v3), as the base of a test class in
/// NUnit. Constructing it starts the server, disposing it stops it. Derive from it to give options.
/// </summary>
public class SayYesFixture : IDisposable, IAsyncDisposable
{
    /// <summary>Starts a server with the defaults of <see cref="SayYesOptions"/>.</summary>
    public SayYesFixture() : this(new SayYesOptions())
    {
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">How.</param>
    protected SayYesFixture(SayYesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A constructor cannot await, and the start never needs the thread that it blocks.
        Server = SayYesServer.StartAsync(options).GetAwaiter().GetResult();
    }

    /// <summary>The server.</summary>
    public SayYesServer Server { get; }

    /// <summary>Stops the server.</summary>
    public void Dispose()
    {
        Task.Run(async () => await Server.DisposeAsync()).GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
