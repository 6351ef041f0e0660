using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>Brings requests from Kestrel to the handler, without the host, configuration and console that a web application has.</summary>
internal sealed class Application(RequestHandler handler, ILoggerFactory loggers) : IHttpApplication<HttpContext>
{
    /// <summary>Lets the handler see what is a WebSocket, over HTTP/1.1 and HTTP/2.</summary>
    private readonly WebSocketMiddleware _pipeline = new(handler.HandleAsync, Options.Create(new WebSocketOptions()), loggers);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _pipeline.Invoke(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
