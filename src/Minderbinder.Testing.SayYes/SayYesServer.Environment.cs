namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesServer
{
    private const string Placeholder = "{name}";

    /// <summary>
    /// Environment variables that send a process under test here with plain HTTP: for each name the pattern with the name in it, and
    /// <see cref="BaseUrl"/> without the slash at its end as the value. <c>SSL_CERT_FILE</c> is among them, with <see cref="CertificateFile"/>.
    /// </summary>
    /// <param name="pattern">The name of a variable with the placeholder <c>{name}</c>: <c>Downstream__{name}__BaseUrl</c>.</param>
    /// <param name="names">What to put there: <c>payments</c>, <c>stock</c>. None, if the pattern is the name of one variable.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="pattern"/> and <paramref name="names"/> do not fit each other, or make no name of a variable.
    /// </exception>
    public IReadOnlyDictionary<string, string> Environment(string pattern, params string[] names) => Variables(BaseUrl, pattern, names);

    /// <summary>The same as <see cref="Environment"/>, with HTTPS: <see cref="SecureBaseUrl"/> gives the value.</summary>
    /// <param name="pattern">The name of a variable with the placeholder <c>{name}</c>: <c>Downstream__{name}__BaseUrl</c>.</param>
    /// <param name="names">What to put there: <c>payments</c>, <c>stock</c>. None, if the pattern is the name of one variable.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="pattern"/> and <paramref name="names"/> do not fit each other, or make no name of a variable.
    /// </exception>
    public IReadOnlyDictionary<string, string> SecureEnvironment(string pattern, params string[] names) =>
        Variables(SecureBaseUrl, pattern, names);

    private Dictionary<string, string> Variables(Uri url, string pattern, string[] names)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        ArgumentNullException.ThrowIfNull(names);
        if (pattern.Contains(Placeholder, StringComparison.Ordinal) != names.Length > 0)
        {
            throw new ArgumentException(
                names.Length > 0
                    ? $"'{pattern}' has no place for the names ({string.Join(", ", names)}). Put {Placeholder} where they belong."
                    : $"'{pattern}' has a place for names, but there are none. Give at least one.",
                nameof(pattern));
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = CertificateFile };
        foreach (var variable in names.Select(name => pattern.Replace(Placeholder, name, StringComparison.Ordinal)).DefaultIfEmpty(pattern))
        {
            if (variable.AsSpan().ContainsAny('=', '\0'))
                throw new ArgumentException($"'{variable}' is not the name of an environment variable: leave out '='.", nameof(pattern));
            variables[variable] = url.GetLeftPart(UriPartial.Authority);
        }

        return variables;
    }
}
