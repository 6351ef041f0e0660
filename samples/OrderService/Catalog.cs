using System.Text.Json;

namespace OrderService;

/// <summary>What there is to buy: the prices from catalog.json.</summary>
public sealed class Catalog
{
    private readonly Content _content;

    public Catalog(IConfiguration configuration, IHostEnvironment environment, ILogger<Catalog> logger)
    {
        var file = Path.Combine(environment.ContentRootPath, configuration["Catalog:File"]!);
        try
        {
            _content = JsonSerializer.Deserialize<Content>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        }
        catch (FileNotFoundException)
        {
            logger.LogInformation("There is no {File}; the catalog is empty", file);
            _content = new Content("EUR", []);
        }
    }

    public string Currency => _content.Currency;

    public decimal? PriceOf(string article) => _content.Prices.TryGetValue(article, out var price) ? price : null;

    private sealed record Content(string Currency, Dictionary<string, decimal> Prices);
}
