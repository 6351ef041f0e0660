using OrderService;

// What lies beside the program (catalog.json, appsettings.json) is found wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<Catalog>();
builder.Services.AddSingleton<OrderStore>();
builder.Services.AddSingleton<AuditLog>();
builder.Services.AddSingleton<OrderDesk>();
builder.Services.AddHttpClient<Payments>((services, client) =>
{
    var payments = services.GetRequiredService<IConfiguration>().GetRequiredSection("Downstream:payments");
    client.BaseAddress = new Uri(payments.GetValue<string>("BaseUrl")!);
    client.Timeout = TimeSpan.FromSeconds(payments.GetValue("TimeoutSeconds", 10));
});

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();

// Now, and not with the first order.
app.Services.GetRequiredService<Catalog>();
app.Services.GetRequiredService<OrderStore>();

app.MapGet("/health", () => "ok");
app.MapPost("/orders", (OrderRequest request, OrderDesk desk) => desk.TakeAsync(request));
app.MapGet("/orders/{id:guid}", (Guid id, OrderStore store) => store.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
app.Run();
