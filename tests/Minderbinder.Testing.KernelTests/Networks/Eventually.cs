namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>For what comes true soon, and nobody says when.</summary>
internal static class Eventually
{
    public static async Task BeTrueAsync(Func<Task<bool>> condition)
    {
        var limit = DateTime.UtcNow.AddSeconds(30);
        while (!await condition())
        {
            if (DateTime.UtcNow > limit)
                throw new TimeoutException("It did not come true within 30 s.");
            await Task.Delay(50);
        }
    }
}
