using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>
/// A certificate authority of one server, and the certificates that it signs: one for the server itself, and one for each name that it answers for.
/// </summary>
internal sealed class Authority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly X509Certificate2 _authority;
    private readonly ConcurrentDictionary<string, Lazy<X509Certificate2>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<TrustBundle> _bundle;

    public Authority(SayYesOptions options)
    {
        var now = DateTimeOffset.UtcNow;
        // The clock of a process under test may be off by a little.
        (_from, _to) = (now.AddDays(-1), now.AddDays(30));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _authority = SelfSigned(key, _from, _to);
        Certificate = Sign("localhost", names =>
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
            if (IPAddress.TryParse(options.HostName ?? options.Address.ToString(), out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(options.HostName!);
        });

        File = Path.Combine(Path.GetTempPath(), $"say-yes-{Guid.NewGuid():N}.pem");
        System.IO.File.WriteAllText(File, _authority.ExportCertificatePem());
        _bundle = new Lazy<TrustBundle>(() => new TrustBundle(_authority.ExportCertificatePem()));
    }

    /// <summary>The server's certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate, in PEM.</summary>
    public string File { get; }

    /// <summary>The same certificate after all that this machine trusts, in PEM; made when it is asked for.</summary>
    public string BundleFile => _bundle.Value.File;

    /// <summary>A certificate for a name that a client asked for; the server's own if it asked for none, or for this machine.</summary>
    public X509Certificate2 CertificateFor(string? name) => string.IsNullOrEmpty(name) || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        ? Certificate
        : _byName.GetOrAdd(name, wanted => new Lazy<X509Certificate2>(() => Sign(wanted, names => names.AddDnsName(wanted)))).Value;

    public void Dispose()
    {
        foreach (var certificate in _byName.Values.Where(certificate => certificate.IsValueCreated))
            certificate.Value.Dispose();
        if (_bundle.IsValueCreated)
            _bundle.Value.Dispose();
        _authority.Dispose();
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

    private X509Certificate2 Sign(string subject, Action<SubjectAlternativeNameBuilder> addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);

        // A common name has 64 characters at most (RFC 5280, appendix A.1); the names that count are the alternative ones.
        var request = new CertificateRequest($"CN={(subject.Length <= 64 ? subject : "localhost")}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var certificate = request.Create(_authority, _from, _to, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }
}
