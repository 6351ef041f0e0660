using Microsoft.Data.Sqlite;

namespace OrderService;

/// <summary>Keeps the orders in SQLite. Each method is a transaction of its own.</summary>
public sealed class OrderStore
{
    private readonly string _connectionString;

    public OrderStore(IConfiguration configuration)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = configuration["Orders:Database"] }.ToString();
        Execute("""
            create table if not exists orders (
                id text primary key, article text not null, quantity integer not null,
                total text not null, currency text not null, status text not null)
            """);
    }

    public void Add(Order order) =>
        Execute(
            "insert into orders values ($id, $article, $quantity, $total, $currency, $status)",
            ("$id", order.Id), ("$article", order.Article), ("$quantity", order.Quantity), ("$total", order.Total), ("$currency", order.Currency),
            ("$status", order.Status));

    public void SetStatus(Guid id, string status) => Execute("update orders set status = $status where id = $id", ("$id", id), ("$status", status));

    public Order? Find(Guid id)
    {
        using var connection = Open();
        using var command = CommandOf(connection, "select article, quantity, total, currency, status from orders where id = $id", ("$id", id));
        using var row = command.ExecuteReader();
        return row.Read() ? new Order(id, row.GetString(0), row.GetInt32(1), row.GetDecimal(2), row.GetString(3), row.GetString(4)) : null;
    }

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Open();
        using var command = CommandOf(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static SqliteCommand CommandOf(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
