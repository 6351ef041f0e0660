using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>A certificate authority of one server, and the certificate that it signed. Its own key is forgotten at once.</summary>
internal sealed class Authority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public Authority(SayYesOptions options)
    {
        var now = DateTimeOffset.UtcNow;
        // The clock of a process under test may be off by a little.
        var (from, to) = (now.AddDays(-1), now.AddDays(30));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = SelfSigned(key, from, to);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = ServerRequest(serverKey, options).Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        Certificate = certificate.CopyWithPrivateKey(serverKey);

        File = Path.Combine(Path.GetTempPath(), $"say-yes-{Guid.NewGuid():N}.pem");
        System.IO.File.WriteAllText(File, authority.ExportCertificatePem());
    }

    /// <summary>The server's certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate, in PEM.</summary>
    public string File { get; }

    public void Dispose()
    {
        System.IO.File.Delete(File);
        Certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        // Two authorities in one file are told apart by their names.
        var request = new CertificateRequest($"CN=Say Yes {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(from, to);
    }

    private static CertificateRequest ServerRequest(ECDsa key, SayYesOptions options)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.TryParse(options.HostName ?? options.Address.ToString(), out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(options.HostName!);

        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        return request;
    }
}
