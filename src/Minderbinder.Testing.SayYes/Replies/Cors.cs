using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Minderbinder.Testing.SayYes.Replies;

/// <summary>Lets pages of any origin do what they ask for, with credentials. What is no request of a page stays as it is.</summary>
internal sealed class Cors(ILoggerFactory loggers)
{
    private readonly CorsService _service = new(Options.Create(new CorsOptions()), loggers);

    private readonly CorsPolicy _policy =
        new CorsPolicyBuilder().SetIsOriginAllowed(_ => true).AllowAnyMethod().AllowAnyHeader().AllowCredentials().Build();

    public CorsResult Evaluate(HttpContext context) => _service.EvaluatePolicy(context, _policy);

    /// <summary>Tells the browser. With credentials there is no wildcard for the headers that a page may see: they are named.</summary>
    public void Apply(CorsResult result, HttpResponse response, Reply reply)
    {
        foreach (var (name, _) in reply.Headers)
            result.AllowedExposedHeaders.Add(name);
        _service.ApplyResult(result, response);
    }
}
