namespace Minderbinder.Testing.Launching;

/// <summary>What <see cref="SeccompProbe"/> found.</summary>
/// <param name="Obstacle">What stands in the way.</param>
/// <param name="Explanation">The same as a sentence, with the remedy; empty when nothing does.</param>
/// <param name="Facts">How launched processes are supervised here.</param>
internal sealed record SeccompSupport(SupervisionObstacle Obstacle, string Explanation, LaunchFacts Facts)
{
    /// <summary>Whether calls of launched processes can be made to fail.</summary>
    public bool IsSupported => Obstacle == SupervisionObstacle.None;

    /// <summary>Whether it will be the same for as long as this process lives.</summary>
    public bool IsConclusive =>
        Obstacle is not (SupervisionObstacle.LimitReached or SupervisionObstacle.LauncherSilent or SupervisionObstacle.LauncherEnded);
}
