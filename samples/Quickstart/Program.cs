using Minderbinder.Testing;
using Quickstart;
using static Minderbinder.Testing.FailureInjector;

// An ordinary program, the same command line three times: only the middle one finds the disk full.
var file = Path.Combine(AppContext.BaseDirectory, "disk-trouble.yaml");
var config = FailureConfig.FromFile(file);
var folder = Directory.CreateTempSubdirectory("quickstart-").FullName;
var shell = new Shell(folder);

try
{
    Console.WriteLine("disk-trouble.yaml says what is to go wrong:\n");
    Console.WriteLine(await File.ReadAllTextAsync(file));

    Console.WriteLine("1. Before the scope, sqlite3 works:\n");
    await shell.RunAsync("sqlite3", "shop.db", "create table orders(item); insert into orders values ('bolt');");

    await WithFailureConfig(config, async () =>
    {
        Console.WriteLine("2. Inside WithFailureConfig(config, ...), the kernel fails its writes:\n");
        await shell.RunAsync("sqlite3", "shop.db", "insert into orders values ('nut');");

        Console.WriteLine("   Meanwhile, for a process that is not in the scope, the disk is fine:\n");
        await OutsideAsync(() => shell.RunAsync("sqlite3", "other.db", "create table orders(item); select 'created';"));
    });

    Console.WriteLine("3. After the scope, the same command works, and the database is sound:\n");
    await shell.RunAsync("sqlite3", "shop.db", "insert into orders values ('nut');");
    await shell.RunAsync("sqlite3", "shop.db", "select item from orders; pragma integrity_check;");
    return 0;
}
catch (KernelNotSupportedException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 3; // for build/demo.sh, which then looks for another kernel
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// A scope belongs to an async flow; a task that does not inherit the flow is outside.
static Task OutsideAsync(Func<Task> action)
{
    using (ExecutionContext.SuppressFlow())
        return Task.Run(action);
}
