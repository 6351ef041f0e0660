using System.Net;
using Minderbinder.Testing.SayYes.Hosting;
using Minderbinder.Testing.SayYes.Requests;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes;

/// <summary>
/// An HTTP server for all that a process under test calls downstream. It answers every request with 200 and a body that fits,
/// remembers what was asked, and does otherwise where a rule says so (<see cref="On"/>). It listens on 127.0.0.1 unless told otherwise, plain
/// (HTTP/1.1, HTTP/2 with prior knowledge) and with TLS (HTTP/1.1, HTTP/2), and is safe to use from many threads.
/// </summary>
public sealed partial class SayYesServer : IConnectionAnswer, IAsyncDisposable
{
    private readonly RuleSet _rules;
    private readonly RequestLog _log;
    private readonly Authority _authority;
    private readonly KestrelHost _host;
    private readonly string _hostName;
    private readonly IPAddress _address;

    private SayYesServer(SayYesOptions options)
    {
        Seed = options.Seed ?? SeedVariable.Read() ?? (ulong)Random.Shared.NextInt64();
        _rules = new RuleSet(Seed);
        _log = new RequestLog(options.RequestsKept);
        _authority = new Authority(options);
        _hostName = options.HostNameOrAddress;
        _address = options.Address.Equals(IPAddress.Any)
            ? IPAddress.Loopback
            : options.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : options.Address;
        _host = new KestrelHost(options, _rules, _log, _authority);
    }

    /// <summary>
    /// What <see cref="SayYesRule.Rate"/> and random delays follow from: that of <see cref="SayYesOptions.Seed"/>, or the environment variable
    /// <c>MINDERBINDER_SEED</c>, or one that was drawn.
    /// </summary>
    public ulong Seed { get; }

    /// <summary>Where plain HTTP is answered: <c>http://127.0.0.1:PORT/</c>. As text it ends with a slash, like every <see cref="Uri"/>.</summary>
    public Uri BaseUrl => new($"http://{_hostName}:{_host.Port}");

    /// <summary>
    /// Where HTTPS is answered: <c>https://127.0.0.1:PORT/</c>. The certificate is for localhost, 127.0.0.1,
    /// ::1 and <see cref="SayYesOptions.HostName"/>, and signed by the authority in <see cref="CertificateFile"/>.
    /// </summary>
    public Uri SecureBaseUrl => new($"https://{_hostName}:{_host.SecurePort}");

    /// <summary>
    /// The certificate of the server's authority as a PEM file, for the process under test to trust (<c>SSL_CERT_FILE</c>). It was made
    /// for this server alone, and is deleted with it.
    /// </summary>
    public string CertificateFile => _authority.File;

    /// <summary>Starts a server.</summary>
    /// <param name="options">How. Defaults to <see cref="SayYesOptions"/> with its defaults.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    /// <exception cref="IOException">A port that <paramref name="options"/> asks for is taken.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<SayYesServer> StartAsync(SayYesOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What flows with the test (a failure scope, a culture, an activity) is not for the server.
        using AsyncFlowControl? alone = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return Task.Run(() => StartAloneAsync(options ?? new SayYesOptions(), cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Stops the server at once: answers that are still due, hanging requests among them, are broken off, the ports are free, and the
    /// certificate's file is deleted. A second call does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authority.Dispose();
    }

    private static async Task<SayYesServer> StartAloneAsync(SayYesOptions options, CancellationToken cancellationToken)
    {
        var server = new SayYesServer(options);
        try
        {
            options.Configure?.Invoke(server);
            await server._host.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
