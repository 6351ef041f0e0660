using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>
/// Limits that protect a public server and would only say no here. Those that bound memory and idle connections stay, some wider.
/// </summary>
internal static class KestrelLimits
{
    public const int LongestHead = 256 * 1024;

    public static void Loosen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        // Bodies are never kept whole, and a process under test may be as slow as it likes.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;

        kestrel.Limits.MaxRequestLineSize = LongestHead / 2;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHead;
        kestrel.Limits.MaxRequestHeaderCount = 1_000;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = LongestHead / 2;

        // It may stand in for a proxy, with other hosts in the request line, and for a host behind one that ends TLS.
        kestrel.AllowHostHeaderOverride = true;
        kestrel.AllowAlternateSchemes = true;
    }
}
