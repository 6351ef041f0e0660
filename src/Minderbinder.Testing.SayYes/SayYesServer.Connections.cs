using System.Net;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesServer
{
    /// <summary>
    /// What common stacks read to find the authorities they trust: OpenSSL and .NET, curl, Python's requests and pip, Node.js, git, the
    /// tools of AWS, Deno. All but Node's are a file that has this server's authority and those of the machine.
    /// </summary>
    IReadOnlyDictionary<string, string> IConnectionAnswer.Environment => new Dictionary<string, string>
    {
        ["SSL_CERT_FILE"] = _authority.BundleFile,
        ["CURL_CA_BUNDLE"] = _authority.BundleFile,
        ["REQUESTS_CA_BUNDLE"] = _authority.BundleFile,
        ["PIP_CERT"] = _authority.BundleFile,
        ["GIT_SSL_CAINFO"] = _authority.BundleFile,
        ["AWS_CA_BUNDLE"] = _authority.BundleFile,
        ["NODE_EXTRA_CA_CERTS"] = CertificateFile,
        ["DENO_CERT"] = CertificateFile,
    };

    /// <inheritdoc/>
    string IConnectionAnswer.DescribeRequests() => string.Join('\n', _log.Snapshot().Lines);

    /// <inheritdoc/>
    IPEndPoint IConnectionAnswer.EndpointFor(string host, int port, bool isTls) => new(_address, isTls ? SecurePort : Port);
}
