using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Minderbinder.Testing.SayYes.Tests;

internal static class Clients
{
    public static HttpClient Http(SayYesServer server, bool secure = false, int version = 1) => new(Handler(server))
    {
        BaseAddress = secure ? server.SecureBaseUrl : server.BaseUrl,
        DefaultRequestVersion = new Version(version, version == 1 ? 1 : 0),
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Trusts the server's authority and no other.</summary>
    public static SocketsHttpHandler Handler(SayYesServer server) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(server.CertificateFile) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = content,
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await client.SendAsync(request);
    }

    /// <summary>The way down to the innermost cause.</summary>
    public static IEnumerable<Exception> Causes(this Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException!)
            yield return cause;
    }

    public static IPEndPoint EndPoint(SayYesServer server) => new(IPAddress.Loopback, server.BaseUrl.Port);
}
