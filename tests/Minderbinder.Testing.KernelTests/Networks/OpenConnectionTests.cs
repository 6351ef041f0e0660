using System.Diagnostics;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests.Networks;

/// <summary>Connections that a process has when it joins a scope, and keeps when that closes.</summary>
[Trait(Reach.Needs, Reach.KernelPrograms)]
public class OpenConnectionTests
{
    private const int Connections = 10;

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", true)]
    public async Task They_break_while_the_scope_is_open_and_recover(string address, bool incoming)
    {
        using var server = new EchoServer(address);
        NetworkFailure failure = incoming ? new IncomingNetworkFailure() : new OutgoingNetworkFailure();
        string[] ask = ["wait", "ask", "two"];
        using var member = Start(
            address, server.Port, [.. ask, Victim.Silence, "wait", "hear", "3", Victim.Patience, "ask", "three", Victim.Patience]);
        using var bystander = Start(address, server.Port, [.. ask, Victim.Patience, "wait", "ask", "three", Victim.Patience]);
        (await LineAsync(member)).ShouldBe(All("ask", "one"));
        (await LineAsync(bystander)).ShouldBe(All("ask", "one"));

        await WithFailureConfig(new FailureConfig(failure), async scope =>
        {
            await scope.JoinAsync(member);
            await member.StandardInput.WriteLineAsync();
            await bystander.StandardInput.WriteLineAsync();
            (await LineAsync(bystander)).ShouldBe(All("ask", "two"));
            (await LineAsync(member)).ShouldBe(All("ask", "silence"));
        });

        await member.StandardInput.WriteLineAsync();
        await bystander.StandardInput.WriteLineAsync();
        (await LineAsync(member)).ShouldBe(All("hear", "two"));
        (await LineAsync(member)).ShouldBe(All("ask", "three"));
        (await LineAsync(bystander)).ShouldBe(All("ask", "three"));
    }

    /// <summary>With its connections made, and asked on each.</summary>
    private static Process Start(string address, int port, string[] then)
    {
        string[] connect = ["tcp", address, $"{port}", Victim.Patience];
        return Victim.Start([.. Enumerable.Repeat(connect, Connections).SelectMany(step => step), "ask", "one", Victim.Patience, .. then]);
    }

    private static string All(string step, string answer) => $"{step} {string.Join(' ', Enumerable.Repeat(answer, Connections))}";

    private static async Task<string?> LineAsync(Process process)
    {
        string? line;
        do
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        while (line == "tcp 0");
        return line;
    }
}
