namespace OrderService;

/// <summary>The API that takes the money.</summary>
public sealed class Payments(HttpClient client, ILogger<Payments> logger)
{
    private const int Attempts = 3;

    /// <summary>Whether the order has been paid.</summary>
    public async Task<bool> ChargeAsync(Order order)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync("charges", new Charge(order.Id, order.Total, order.Currency));
                if (answer.IsSuccessStatusCode)
                    return true;
                logger.LogWarning("Charging order {Id}, attempt {Attempt}: the answer was {Status}", order.Id, attempt, (int)answer.StatusCode);
                if ((int)answer.StatusCode < StatusCodes.Status500InternalServerError)
                    return false;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                logger.LogWarning("Charging order {Id}, attempt {Attempt}: {Error}", order.Id, attempt, exception.Message);
            }
        }

        return false;
    }

    private sealed record Charge(Guid OrderId, decimal Amount, string Currency);
}
