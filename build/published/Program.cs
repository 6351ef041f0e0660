// What a program can expect of the package on any processor: each line is a real program that fails as asked, and its twin that does not.
// With the argument "user" only what needs no privileges.
using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing;
using static Minderbinder.Testing.FailureInjector;

var folder = Directory.CreateTempSubdirectory("published-").FullName;
var failed = false;

await Check("a failed fsync, by seccomp", async () =>
{
    var file = Path.Combine(folder, "synced");
    await File.WriteAllTextAsync(file, "text");
    var config = new FailureConfig(new SyscallFailure("fsync", Errno.EIO)) { Mechanism = Mechanism.SeccompNotification };
    return await WithFailureConfig(config, scope => RunAsync(scope, "sync", file));
}, "Input/output error", () => RunOutsideAsync("sync", Path.Combine(folder, "synced")));

if (args is not ["user"])
{
    await Check("sqlite3 on a full disk", async () =>
        await WithFailureConfig(
            new FailureConfig(new SyscallFailure("pwrite64", Errno.ENOSPC)),
            scope => RunAsync(scope, "sqlite3", Path.Combine(folder, "full.db"), "CREATE TABLE orders (id)")),
        "database or disk is full", () => RunOutsideAsync("sqlite3", Path.Combine(folder, "empty.db"), "CREATE TABLE orders (id)"));

    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    var port = ((IPEndPoint)listener.LocalEndpoint).Port;
    string[] curl = ["--silent", "--show-error", "--connect-timeout", "5", "--max-time", "8", $"telnet://127.0.0.1:{port}"];
    await Check("a lost connection", async () =>
        await WithFailureConfig(
            new FailureConfig(new OutgoingNetworkFailure { DestinationPorts = [port] }), scope => RunAsync(scope, "curl", curl)),
        "Connection timed out", () => RunOutsideAsync("curl", [.. curl[..^1], "--version"]));

    await Check("the Go tool's config", async () =>
        await WithFailureConfig(
            FailureConfig.FromYaml("""
                agents_of_chaos:
                  syscall:
                    - name: fail_open
                      syscall: open
                      or_twin: true
                      ret_code: -13
                      when: { path: /etc/hosts }
                      targets:
                        - process_name: cat
                """),
            scope => RunAsync(scope, "cat", "/etc/hosts")),
        "Permission denied", () => RunOutsideAsync("cat", "/etc/hosts"));
}

return failed ? 1 : 0;

async Task Check(string what, Func<Task<string>> inside, string expected, Func<Task<string>> outside)
{
    string said;
    try
    {
        said = await inside();
    }
    catch (Exception exception)
    {
        said = exception.ToString();
    }

    var untouched = await outside();
    var isGood = said.Contains(expected, StringComparison.Ordinal) && !untouched.Contains(expected, StringComparison.Ordinal);
    failed |= !isGood;
    Console.WriteLine($"{(isGood ? "ok" : "FAILED")}  {what}: {said.Trim()}{(isGood ? "" : $"; outside: {untouched.Trim()}")}");
}

async Task<string> RunAsync(FailureScope scope, string program, params string[] arguments)
{
    await using var process = await scope.LaunchAsync(program, arguments);
    await process.WaitForExitAsync();
    return process.StandardOutput + process.StandardError;
}

async Task<string> RunOutsideAsync(string program, params string[] arguments)
{
    using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
    var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
    await process.WaitForExitAsync();
    return output;
}
