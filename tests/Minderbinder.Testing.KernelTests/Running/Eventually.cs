namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>For what comes true soon, and nobody says when.</summary>
internal static class Eventually
{
    public static Task BeTrueAsync(Func<bool> condition) => BeTrueAsync(() => Task.FromResult(condition()));

    public static async Task BeTrueAsync(Func<Task<bool>> condition)
    {
        var limit = DateTime.UtcNow.AddMinutes(2);
        while (!await condition())
        {
            if (DateTime.UtcNow > limit)
                throw new TimeoutException("It did not come true within two minutes.");
            await Task.Delay(50);
        }
    }
}
