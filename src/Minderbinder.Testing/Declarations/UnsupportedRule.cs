namespace Minderbinder.Testing.Declarations;

/// <summary>What becomes of a test whose failures cannot be injected on this machine.</summary>
/// <param name="Skips">Whether it is skipped; otherwise it fails.</param>
/// <param name="Reason">Why so.</param>
internal sealed record UnsupportedRule(bool Skips, string Reason)
{
    public const string Variable = "MINDERBINDER_UNSUPPORTED";

    private static readonly Lazy<KernelSupport> Support = new(KernelSupport.Check);

    /// <summary>What this machine supports. Found out once: a machine that cannot is not asked for each test.</summary>
    public static KernelSupport Here => Support.Value;

    /// <summary>Why a test is skipped before it begins; null if it is not.</summary>
    public static string? ReasonToSkip
    {
        get
        {
            try
            {
                return Here.IsSupported || !Of(Environment.GetEnvironmentVariable).Skips ? null : Here.Explanation;
            }
            catch (FormatException)
            {
                // The test says so when it begins. Here, while tests are looked for, it would only hide them.
                return null;
            }
        }
    }

    /// <summary>A test that is always skipped proves nothing, so where nobody looks it fails.</summary>
    /// <exception cref="FormatException">The variable is neither skip nor fail.</exception>
    public static UnsupportedRule Of(Func<string, string?> variable) => (variable(Variable), variable("CI")) switch
    {
        ("skip", _) => new(true, $"{Variable} is 'skip'"),
        ("fail", _) => new(false, $"{Variable} is 'fail'"),
        ({ Length: > 0 } other, _) =>
            throw new FormatException($"The environment variable {Variable} is '{other}'; write 'skip' or 'fail', or unset it."),
        (_, null or "" or "0") => new(true, "CI is not set"),
        (_, var ci) when ci.Equals("false", StringComparison.OrdinalIgnoreCase) => new(true, $"CI is '{ci}'"),
        (_, var ci) => new(false, $"CI is '{ci}'; {Variable}=skip would skip it"),
    };
}
