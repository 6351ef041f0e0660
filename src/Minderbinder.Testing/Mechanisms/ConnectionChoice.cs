namespace Minderbinder.Testing.Mechanisms;

/// <summary>Finds the mechanism that redirects the connections of a scope: the first that works here.</summary>
internal static class ConnectionChoice
{
    private static readonly IReadOnlyList<Mechanism> All = [Mechanism.SeccompNotification];

    /// <param name="only">The one mechanism that may be used for system calls, or null for the best.</param>
    /// <param name="tryRedirect">Redirects by one mechanism, or says why not.</param>
    /// <exception cref="ConnectionNotSupportedException">None of them can.</exception>
    public static Mechanism Choose(Mechanism? only, Func<Mechanism, string?> tryRedirect)
    {
        var attempts = new List<MechanismAttempt>();
        foreach (var mechanism in All.Where(
            mechanism => only is null || (only == Mechanism.SeccompNotification) == (mechanism == Mechanism.SeccompNotification)))
        {
            if (tryRedirect(mechanism) is not { } refusal)
                return mechanism;
            attempts.Add(new MechanismAttempt(mechanism, refusal));
        }

        throw new ConnectionNotSupportedException(attempts);
    }
}
