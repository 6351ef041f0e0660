using System.Net;
using System.Net.Sockets;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

/// <summary>Which calls a filter matches; each test has calls that it does not.</summary>
public sealed class FilterTests : IDisposable
{
    private static readonly string Failed = $"{(int)Errno.EUCLEAN}";
    private readonly string _folder = Directory.CreateTempSubdirectory("minderbinder-filter-").FullName;

    public FilterTests()
    {
        Directory.CreateDirectory(_folder + "/sub");
        File.WriteAllText(_folder + "/orders.db", "");
        File.WriteAllText(_folder + "/sub/orders.db", "");
        File.WriteAllText(_folder + "/notes.txt", "");
        File.CreateSymbolicLink(_folder + "/link.db", _folder + "/notes.txt");
    }

    // Not by .NET, whose strings cannot hold every name in it.
    public void Dispose() => Command.RunAsync("rm", "-rf", _folder).Wait();

    [Theory]
    [InlineData("{0}/orders.db", "{0}/orders.db")]
    [InlineData("{0}/*.db", "{0}/orders.db {0}/link.db")]
    [InlineData("{0}/**/*.db", "{0}/orders.db {0}/link.db {0}/sub/orders.db")]
    [InlineData("orders.db", "{0}/orders.db {0}/sub/orders.db")]
    [InlineData("sub/*", "{0}/sub/orders.db")]
    [InlineData("/nowhere", "")]
    public async Task A_path_given_in_full(string pattern, string matching)
    {
        string[] files = ["orders.db", "sub/orders.db", "notes.txt", "link.db"];
        var matches = string.Format(matching, _folder).Split(' ');

        var output = await OpenAsync(pattern, [.. files.SelectMany(file => new[] { "open", $"{_folder}/{file}" })]);

        output.ShouldBe(string.Join("; ", files.Select(file => matches.Contains($"{_folder}/{file}") ? $"open {Failed}" : "open 0")));
    }

    [Theory]
    [InlineData("orders.db")]
    [InlineData("./orders.db")]
    [InlineData("sub/../orders.db")]
    [InlineData("sub/.././/orders.db")]
    [InlineData("../{1}/orders.db")]
    public async Task A_path_relative_to_the_working_directory(string path)
    {
        path = string.Format(path, "", Path.GetFileName(_folder));

        (await OpenAsync("{0}/orders.db", "chdir", _folder, "open", path, "open", "notes.txt")).ShouldBe($"chdir 0; open {Failed}; open 0");
    }

    [Fact]
    public async Task A_path_relative_to_a_descriptor()
    {
        (await OpenAsync(
            "{0}/sub/orders.db", "openat", $"{_folder}/sub", "orders.db", "openat", _folder, "orders.db", "openat", _folder, "sub/orders.db"))
            .ShouldBe($"openat {Failed}; openat 0; openat {Failed}");
    }

    [Fact]
    public async Task A_symbolic_link_is_not_followed()
    {
        (await OpenAsync("{0}/notes.txt", "open", $"{_folder}/link.db", "open", $"{_folder}/notes.txt")).ShouldBe($"open 0; open {Failed}");
    }

    [Fact]
    public async Task The_path_of_an_open_file_is_the_one_it_has_now()
    {
        var failure = new SyscallFailure("write", Errno.EUCLEAN) { When = new() { Paths = ["renamed.db"] } };

        // What is written to standard output passes the same gate, and has another path.
        var output = await WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync(
            "hold", $"{_folder}/orders.db", "write", "rename", $"{_folder}/orders.db", $"{_folder}/renamed.db", "write", "unlink",
            $"{_folder}/renamed.db", "write"));

        output.ShouldBe($"hold 0; write 0; rename 0; write {Failed}; unlink 0; write {Failed}");
    }

    [Fact]
    public async Task A_path_of_almost_4096_bytes()
    {
        var path = _folder + string.Concat(Enumerable.Repeat("/.", 1985)) + "/sub/orders.db";

        path.Length.ShouldBeInRange(4000, 4095);
        (await OpenAsync("{0}/sub/orders.db", "open", path)).ShouldBe($"open {Failed}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("thread ")]
    public async Task A_constant_that_is_not_in_memory_yet(string steps)
    {
        (await OpenAsync("/etc/hosts", $"{steps}open-untouched open /etc/passwd".Split(' '))).ShouldBe($"open-untouched {Failed}; open 0");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8()
    {
        // printf makes the name, for .NET's strings cannot hold it.
        (await Command.RunAsync("bash", "-c", $"touch $'{_folder}/caf\\xe9.db'")).ExitCode.ShouldBe(0);
        var config = new FailureConfig(new SyscallFailure("openat", Errno.EUCLEAN) { Targets = ["victim"], When = new() { Paths = ["caf?.db"] } });

        var output = await WithFailureConfig(config, async () =>
            (await Command.RunAsync("bash", "-c", $"{Victim.Program} open $'{_folder}/caf\\xe9.db' open {_folder}/orders.db")).Output);

        output.ShouldBe($"open {Failed}; open 0");
    }

    [Fact]
    public async Task Either_path_of_a_call_with_two()
    {
        var config = new FailureConfig(new SyscallFailure(VictimCalls.Rename, Errno.EUCLEAN) { When = new() { Paths = ["orders.db"] } });
        var (orders, notes, other) = ($"{_folder}/orders.db", $"{_folder}/notes.txt", $"{_folder}/other");

        var output = await WithFailureConfig(config, () => Victim.RunAsync("rename", orders, other, "rename", notes, orders, "rename", notes, other));

        output.ShouldBe($"rename {Failed}; rename {Failed}; rename 0");
    }

    [Fact]
    public async Task A_descriptor()
    {
        var failure = new SyscallFailure("write", Errno.EUCLEAN) { When = new() { Descriptor = 3 } };

        (await WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync("hold", $"{_folder}/orders.db", "write", "call", "write")))
            .ShouldBe($"hold 0; write {Failed}; write 0");
    }

    [Fact]
    public async Task Numbers_in_arguments()
    {
        // openat(dirfd, path, flags): hold opens for reading and writing, open for reading.
        var config = new FailureConfig(
            new SyscallFailure("openat", Errno.EUCLEAN) { Targets = ["victim"], When = new() { Arguments = ["arg2 & O_RDWR"] } });

        (await WithFailureConfig(config, () => Victim.RunAsync("open", $"{_folder}/orders.db", "hold", $"{_folder}/orders.db")))
            .ShouldBe($"open 0; hold {Failed}");
    }

    [Fact]
    public async Task A_socket_that_its_peer_has_reset_has_the_address_still()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var script = $"""
            import select, socket
            client = socket.create_connection(("127.0.0.1", {port}))
            poll = select.poll()
            poll.register(client, 0) # POLLERR and POLLHUP are always told
            poll.poll()
            try: client.send(b"x")
            except OSError as error: print(error.errno)
            """;
        var config = new FailureConfig(new SyscallFailure("sendto", Errno.ENOSPC) { When = new() { Ports = [port] } });

        var output = WithFailureConfig(config, () => Python.RunAsync(script));
        using (var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
            client.LingerState = new LingerOption(enable: true, seconds: 0);

        (await output).ShouldBe($"{(int)Errno.ENOSPC}");
    }

    [Fact]
    public async Task A_file_beside_the_root_of_a_process_is_not_in_it()
    {
        const int Chroot = 18; // CAP_SYS_CHROOT
        if (!Capabilities.Effective().Has((Capability)Chroot))
            return;
        const string Script = """
            import os
            os.mkdir("root"); os.mkdir("root2")
            file = os.open("root2/file", os.O_CREAT | os.O_WRONLY)
            os.chroot("root")
            try: print(os.write(file, b"x"))
            except OSError as error: print(error.errno)
            """;
        var config = new FailureConfig(new SyscallFailure("write", Errno.ENOSPC) { When = new() { Paths = ["**/root2/file"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe($"{(int)Errno.ENOSPC}");
    }

    [Fact]
    public async Task A_file_in_memory_is_in_no_folder()
    {
        const string Script = """
            import os
            print(os.write(os.memfd_create("x"), b"123"))
            """;
        var config = new FailureConfig(
            new SyscallFailure("write", Errno.ENOSPC) { Optional = true, When = new() { Arguments = ["arg2 == 3"], Paths = ["/**"] } });

        (await WithFailureConfig(config, () => Python.RunAsync(Script))).ShouldBe("3");
    }

    [Fact]
    public async Task An_address_and_a_port()
    {
        using var first = Listen(IPAddress.Loopback);
        using var second = Listen(IPAddress.Loopback);
        using var third = Listen(IPAddress.IPv6Loopback);
        var steps = new[] { first, second, third }.SelectMany(listener =>
            ((IPEndPoint)listener.LocalEndpoint) is var end ? new[] { "connect", $"{end.Address}", $"{end.Port}" } : []).ToArray();
        var firstPort = ((IPEndPoint)first.LocalEndpoint).Port;

        (await ConnectAsync(new() { Ports = [firstPort] }, steps)).ShouldBe($"connect {Failed}; connect 0; connect 0");
        (await ConnectAsync(new() { Addresses = ["127.0.0.0/8"] }, steps)).ShouldBe($"connect {Failed}; connect {Failed}; connect 0");
        (await ConnectAsync(new() { Addresses = ["::1"] }, steps)).ShouldBe($"connect 0; connect 0; connect {Failed}");
        (await ConnectAsync(new() { Addresses = ["127.0.0.0/8"], Ports = [new(firstPort + 1, 65535), new(1, firstPort - 1)] }, steps))
            .ShouldBe($"connect 0; connect {Failed}; connect 0");
    }

    [Fact]
    public async Task The_peer_of_a_connected_socket()
    {
        using var first = Answering();
        using var second = Answering();
        var (firstPort, secondPort) = (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
        var failure = new SyscallFailure("sendto", Errno.EPIPE) { Targets = ["curl"], When = new() { Ports = [firstPort] } };

        var (toFirst, toSecond, injections) = await WithFailureConfig(new FailureConfig(failure), async scope => (
            await Command.RunAsync("curl", "-sS", $"http://127.0.0.1:{firstPort}/"),
            await Command.RunAsync("curl", "-sS", $"http://127.0.0.1:{secondPort}/"),
            scope.GetInjections()));

        toFirst.ExitCode.ShouldBe(55, toFirst.Error); // CURLE_SEND_ERROR
        toSecond.Output.ShouldBe("yes", toSecond.Error);
        injections[0].Subject.ShouldBe($"127.0.0.1:{firstPort}");
    }

    [Fact]
    public async Task The_path_of_a_unix_socket()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint($"{_folder}/db.sock"));
        listener.Listen();

        (await ConnectAsync(new() { Paths = ["db.sock"] }, "connect-unix", $"{_folder}/db.sock")).ShouldBe($"connect-unix {Failed}");
        (await ConnectAsync(new() { Paths = ["other.sock"] }, "connect-unix", $"{_folder}/db.sock")).ShouldBe("connect-unix 0");
    }

    /// <summary>A server that says yes to its first client.</summary>
    private static TcpListener Answering()
    {
        var listener = Listen(IPAddress.Loopback);
        _ = Task.Run(async () =>
        {
            using var client = await listener.AcceptSocketAsync();
            await client.ReceiveAsync(new byte[1024]);
            await client.SendAsync("HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nyes"u8.ToArray());
        });
        return listener;
    }

    private static TcpListener Listen(IPAddress address)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        return listener;
    }

    private static Task<string> ConnectAsync(CallFilter filter, params string[] steps) =>
        WithFailureConfig(
            new FailureConfig(new SyscallFailure("connect", Errno.EUCLEAN) { When = filter, Optional = true }), () => Victim.RunAsync(steps));

    private Task<string> OpenAsync(string pattern, params string[] steps)
    {
        var failure = new SyscallFailure("openat", Errno.EUCLEAN) { When = new() { Paths = [string.Format(pattern, _folder)] }, Optional = true };
        return WithFailureConfig(new FailureConfig(failure), () => Victim.RunAsync(steps));
    }
}
