using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Minderbinder.Testing.SayYes.Tests;

/// <summary>What a client sends is not what the server keeps.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    private const long Limit = 100 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_large_upload_takes_little_memory(int version)
    {
        const long Length = 500 << 20;
        await using var yes = await SayYesServer.StartAsync();
        using var client = Clients.Http(yes, version: version);
        using var content = new Zeros(Length);
        var before = WorkingSet();
        using var response = await client.SendAsync("PUT", "/large", content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var request = yes.ShouldHaveReceived("PUT", "/large", 1).Single();
        request.BodyLength.ShouldBe(Length);
        request.Body.Length.ShouldBe(65_536);
        (WorkingSet() - before).ShouldBeLessThan(Limit);
    }

    [Fact]
    public async Task An_endless_head_is_refused_early()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = await RawClient.ConnectAsync(yes);
        var before = WorkingSet();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n");
        var header = $"X-Endless: {new string('x', 1_000)}\r\n";
        var lines = string.Concat(Enumerable.Repeat(header, 100));

        // The connection is closed long before 100 MB: at some time sending fails.
        await Should.ThrowAsync<SocketException>(async () =>
        {
            for (var sent = 0; sent < 100 << 20; sent += lines.Length)
                await client.SendAsync(lines);
        });

        (WorkingSet() - before).ShouldBeLessThan(Limit);
        yes.Requests.ShouldBeEmpty();
        using var next = Clients.Http(yes);
        (await next.GetStringAsync("/next")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_told_so()
    {
        await using var yes = await SayYesServer.StartAsync();
        using var client = Clients.Http(yes);
        using var response = await client.SendAsync("GET", "/", null, ("X-Long", new string('x', 300_000)));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
        yes.Requests.ShouldBeEmpty();
    }

    private static long WorkingSet()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private sealed class Zeros(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var zeros = new byte[64 * 1024];
            for (var sent = 0L; sent < length; sent += zeros.Length)
                await stream.WriteAsync(zeros);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
