using System.Globalization;

namespace OrderService;

/// <summary>A line for each order, in a file for each day. An order does not fail for the lack of it.</summary>
public sealed class AuditLog
{
    private readonly string _folder;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public AuditLog(IConfiguration configuration, ILogger<AuditLog> logger)
    {
        _folder = configuration["Audit:Folder"]!;
        _logger = logger;
        Directory.CreateDirectory(_folder);
    }

    public async Task WriteAsync(Order order)
    {
        var now = DateTimeOffset.UtcNow;
        var file = Path.Combine(_folder, now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".log");
        await _oneAtATime.WaitAsync();
        try
        {
            await File.AppendAllTextAsync(file, $"{now:O} {order.Id} {order.Total} {order.Currency} {order.Status}\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(exception, "The audit log has no line for order {Id}", order.Id);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
