using Microsoft.Data.Sqlite;

namespace OrderService;

/// <summary>Takes an order: prices it, stores it, has it paid, and says so.</summary>
public sealed class OrderDesk(Catalog catalog, OrderStore store, Payments payments, AuditLog audit, ILogger<OrderDesk> logger)
{
    public async Task<IResult> TakeAsync(OrderRequest request)
    {
        if (request.Quantity < 1)
            return Results.Problem("The quantity must be 1 or more.", statusCode: StatusCodes.Status400BadRequest);
        if (catalog.PriceOf(request.Article) is not { } price)
            return Results.Problem($"There is no article '{request.Article}'.", statusCode: StatusCodes.Status422UnprocessableEntity);

        var order = new Order(Guid.NewGuid(), request.Article, request.Quantity, price * request.Quantity, catalog.Currency, "pending");
        try
        {
            store.Add(order);
        }
        catch (SqliteException exception)
        {
            logger.LogError(exception, "Order {Id} cannot be stored", order.Id);
            return Results.Problem("Orders cannot be taken at the moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var isPaid = await payments.ChargeAsync(order);
        order = order with { Status = isPaid ? "paid" : "failed" };
        store.SetStatus(order.Id, order.Status);
        await audit.WriteAsync(order);

        return isPaid
            ? Results.Created($"/orders/{order.Id}", order)
            : Results.Json(order, statusCode: StatusCodes.Status502BadGateway);
    }
}
