namespace OrderService;

/// <summary>What a customer sends.</summary>
public sealed record OrderRequest(string Article, int Quantity);

/// <summary>What a customer gets, and what is stored.</summary>
/// <param name="Status">pending, paid or failed.</param>
public sealed record Order(Guid Id, string Article, int Quantity, decimal Total, string Currency, string Status);
