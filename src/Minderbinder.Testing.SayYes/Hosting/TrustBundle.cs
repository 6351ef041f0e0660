namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>A file with all authorities that this machine trusts, and one more, for programs that read one file only.</summary>
internal sealed class TrustBundle : IDisposable
{
    /// <summary>Where distributions keep them: Debian and its like, Fedora and its like, SUSE, Alpine.</summary>
    private static readonly string[] Places =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"];

    /// <param name="certificate">The certificate of the one more, in PEM.</param>
    public TrustBundle(string certificate)
    {
        var trusted = Places.Prepend(Environment.GetEnvironmentVariable("SSL_CERT_FILE")).FirstOrDefault(System.IO.File.Exists);
        File = Path.Combine(Path.GetTempPath(), $"say-yes-{Guid.NewGuid():N}-bundle.pem");
        System.IO.File.WriteAllText(File, $"{certificate}\n{(trusted is null ? "" : System.IO.File.ReadAllText(trusted))}");
    }

    public string File { get; }

    public void Dispose() => System.IO.File.Delete(File);
}
