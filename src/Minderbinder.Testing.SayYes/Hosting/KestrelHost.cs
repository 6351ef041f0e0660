using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Requests;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>
/// Kestrel on its ports. A web application puts it together, but is never run: it would listen to the signals of the test process, and
/// count and trace requests as the test process's own.
/// </summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private const int Backlog = 4096;

    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(100);

    private readonly WebApplication _web;
    private readonly IServer _server;
    private readonly Application _application;
    private ListenOptions _plain = null!;
    private ListenOptions _secure = null!;
    private bool _isStarted;
    private int _isDisposed;

    public KestrelHost(SayYesOptions options, RuleSet rules, RequestLog log, Authority authority)
    {
        var loggers = options.LoggerFactory;
        var reader = new RequestReader(log, options.BodyBytesKept);
        _application = new Application(new RequestHandler(rules, reader, new Cors(loggers)), loggers);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Loosen(kestrel);
            Listen(kestrel, options, authority);
        });
        builder.WebHost.UseSockets(sockets => sockets.Backlog = Backlog);
        _web = builder.Build();
        _server = _web.Services.GetRequiredService<IServer>();
    }

    public int Port => BoundPort(_plain);

    public int SecurePort => BoundPort(_secure);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _server.StartAsync(_application, cancellationToken);
            _isStarted = true;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"{exception.Message} Give another port in SayYesOptions.Port or SecurePort, or leave it at 0 for one that is free.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;

        // Idle connections are closed, and after the grace Kestrel aborts the others, whatever they are waiting for.
        using (var grace = new CancellationTokenSource(StopGrace))
            await _server.StopAsync(grace.Token);
        await _web.DisposeAsync();
    }

    private void Listen(KestrelServerOptions kestrel, SayYesOptions options, Authority authority)
    {
        var preface = new Http2Preface(kestrel.Limits.RequestHeadersTimeout);

        // Nobody is told of this port: the endpoint is here for its pipeline. It comes first, to be there for the first connection.
        kestrel.Listen(IPAddress.Loopback, 0, http2 =>
        {
            http2.Protocols = HttpProtocols.Http2;
            preface.TakePipelineOf(http2);
        });
        kestrel.Listen(options.Address, options.Port, plain =>
        {
            _plain = plain;
            plain.Protocols = HttpProtocols.Http1;
            preface.BranchFrom(plain);
        });
        kestrel.Listen(options.Address, options.SecurePort, secure =>
        {
            _secure = secure;
            secure.Protocols = HttpProtocols.Http1AndHttp2;
            secure.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificateSelector = (_, name) => authority.CertificateFor(name),
                HandshakeTimeout = TimeSpan.FromMinutes(1),
            });
        });
    }

    private int BoundPort(ListenOptions endpoint) => _isStarted
        ? endpoint.IPEndPoint!.Port
        : throw new InvalidOperationException("The server has no address before it has started. In SayYesOptions.Configure, only register rules.");
}
