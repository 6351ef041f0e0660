using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesServer
{
    /// <summary>The port of <see cref="BaseUrl"/>.</summary>
    public int Port => _host.Port;

    /// <summary>The port of <see cref="SecureBaseUrl"/>.</summary>
    public int SecurePort => _host.SecurePort;

    /// <summary>
    /// A client for this server, whatever proxy the environment names. It knows its address, so that paths will do, and follows no redirects. Over
    /// HTTPS it trusts the authority of this server, and no other. Whoever asks for it disposes of it.
    /// </summary>
    /// <param name="secure">Whether it speaks HTTPS. Defaults to <see langword="false"/>.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public HttpClient CreateClient(bool secure = false)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (secure)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(CertificateFile) },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return new HttpClient(handler) { BaseAddress = secure ? SecureBaseUrl : BaseUrl };
    }
}
