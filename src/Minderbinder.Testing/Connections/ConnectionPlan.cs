namespace Minderbinder.Testing.Connections;

/// <summary>Makes what a scope does to connections from what it was opened with.</summary>
internal static class ConnectionPlan
{
    /// <summary>Null if it does nothing to them.</summary>
    /// <param name="config">The config.</param>
    /// <param name="options">The options.</param>
    /// <param name="scope">The scope's number.</param>
    /// <param name="seed">The scope's seed.</param>
    /// <param name="startSayYes">Starts a server that says yes, if one is needed.</param>
    public static ScopeConnections? Of(
        FailureConfig config, FailureScopeOptions options, uint scope, ulong seed, Func<IConnectionAnswer?> startSayYes)
    {
        List<(ConnectionFailure Failure, int Number)> failures =
            [.. config.Failures.Index().Where(item => item.Item is ConnectionFailure).Select(item => ((ConnectionFailure)item.Item, item.Index))];

        // Its number follows those of the config and that of the rule for io_uring: no evidence is asked of it.
        if (options.SayYes)
            failures.Add((new ConnectionFailure { Name = "say-yes", Ports = [80, 443], SayYes = true }, config.Failures.Count + 1));
        if (failures.Count == 0 && !options.WatchesConnections)
            return null;

        var sayYes = failures.Exists(item => item.Failure.SayYes) ? startSayYes() : null;
        return new ScopeConnections(
            [
                .. failures.Select(item => new ConnectionRule(item.Failure, scope, item.Number, seed)
                {
                    Answer = item.Failure.SayYes ? sayYes : item.Failure.AnsweredBy,
                }),
            ],
            options.WatchesConnections);
    }
}
