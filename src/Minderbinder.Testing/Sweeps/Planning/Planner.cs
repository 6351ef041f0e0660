namespace Minderbinder.Testing.Sweeps;

/// <summary>Makes a plan of what a run was seen to call.</summary>
internal sealed class Planner
{
    /// <summary>Multiples of it, without their whole part, are spread evenly however many are taken.</summary>
    private const double GoldenRatio = 0.618033988749894848;

    private readonly IReadOnlyList<ObservedCall> _calls;
    private readonly IReadOnlyList<CallGroup> _groups;
    private readonly SweepOptions _options;
    private readonly Draws _draws;

    public Planner(IReadOnlyList<ObservedCall> calls, IReadOnlyList<CallGroup> groups, SweepOptions options, ulong seed) =>
        (_calls, _groups, _options, _draws) = (calls, groups, options, new Draws(seed));

    public SweepPlan Plan()
    {
        var effects = _groups.SelectMany(EffectsOn).ToList();
        var possible = effects.Sum(effect => (long)effect.Group.Members.Count);
        _draws.Shuffle(effects);
        var pairs = DrawPairs([.. effects.Where(effect => effect.Kind == SweepKinds.Once)]);
        var singles = Choose(effects, _options.MaxRuns - pairs.Count);
        return new SweepPlan([.. Points()], possible, [.. singles, .. pairs]);
    }

    private IEnumerable<SweepPoint> Points() => _groups
        .SelectMany(group => group.Members.Select(member => (member.Position, Point: PointOf(group, member))))
        .OrderBy(item => item.Position).Select(item => item.Point);

    /// <summary>What can be done to the calls of a group.</summary>
    private IEnumerable<Effect> EffectsOn(CallGroup group)
    {
        var errors = _options.Errors.GetValueOrDefault(group.Syscall) ?? LikelyErrors.For(group.Syscall, group.Kind);
        foreach (var error in _options.Kinds.HasFlag(SweepKinds.Once) ? errors : [])
            yield return new Effect(group, SweepKinds.Once, error);
        foreach (var error in _options.Kinds.HasFlag(SweepKinds.FromThenOn) ? errors : [])
            yield return new Effect(group, SweepKinds.FromThenOn, error);
        if (_options.Kinds.HasFlag(SweepKinds.Short) && ShortTransfers.Contains(group.Syscall))
            yield return new Effect(group, SweepKinds.Short, null);
        if (_options.Kinds.HasFlag(SweepKinds.Late))
            yield return new Effect(group, SweepKinds.Late, null);
    }

    /// <summary>One of each in turn, and of each those that are spread evenly over its calls.</summary>
    private IEnumerable<SweepCase> Choose(List<Effect> effects, int most)
    {
        var chosen = new List<(int Round, int Effect, int Member)>();
        var quota = QuotaOf(effects, most);
        for (var number = 0; number < effects.Count; number++)
        {
            var start = _draws.Fraction();
            var count = effects[number].Group.Members.Count;
            var members = Enumerable.Range(0, count);
            if (count > 1)
                members = members.OrderBy(member => (start + (member * GoldenRatio)) % 1);
            chosen.AddRange(members.Take(quota).Select((member, round) => (round, number, member)));
        }

        return chosen.OrderBy(choice => choice.Round).ThenBy(choice => choice.Effect).Take(most)
            .Select(choice => CaseOf(effects[choice.Effect], effects[choice.Effect].Group.Members[choice.Member]));
    }

    /// <summary>How many of each there is room for.</summary>
    private static int QuotaOf(List<Effect> effects, int most)
    {
        var (low, high) = (0, effects.Count == 0 ? 0 : effects.Max(effect => effect.Group.Members.Count));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (effects.Sum(effect => (long)Math.Min(effect.Group.Members.Count, middle)) >= most)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private List<SweepCase> DrawPairs(Effect[] effects)
    {
        var all = effects.SelectMany(effect => effect.Group.Members.Select(member => (Effect: effect, Member: member))).ToArray();
        var drawn = new HashSet<(int, int)>();
        var pairs = new List<SweepCase>();
        var most = Math.Min(_options.MaxPairs, _options.MaxRuns - 1);

        // Where few pairs exist, the same ones are drawn again: that ends, too.
        for (var tries = 0; pairs.Count < most && all.Length > 1 && tries < most * 20; tries++)
        {
            var (one, other) = (_draws.Below(all.Length), _draws.Below(all.Length));
            if (all[one].Member.Position == all[other].Member.Position)
                continue;
            var (earlier, later) = all[one].Member.Position < all[other].Member.Position ? (one, other) : (other, one);
            if (drawn.Add((earlier, later)))
                pairs.Add(PairOf(all[earlier].Effect, all[earlier].Member, all[later].Effect, all[later].Member));
        }

        return pairs;
    }

    private SweepPoint PointOf(CallGroup group, CallGroup.Member member) => new()
    {
        Syscall = group.Syscall,
        Subject = group.Subject,
        Ordinal = member.Ordinal,
        At = _calls[member.Position].At,
        ProcessName = _calls[member.Position].ProcessName,
    };

    private SweepCase CaseOf(in Effect effect, in CallGroup.Member member) => new()
    {
        Points = [PointOf(effect.Group, member)],
        Kind = effect.Kind,
        Config = new FailureConfig(FailureOf(effect, member)),
    };

    private SweepCase PairOf(in Effect effect, in CallGroup.Member member, in Effect laterEffect, in CallGroup.Member later) => new()
    {
        Points = [PointOf(effect.Group, member), PointOf(laterEffect.Group, later)],
        Kind = SweepKinds.Once,
        // A call that one rule has chosen is not counted by those after it.
        Config = new FailureConfig(FailureOf(laterEffect, later), FailureOf(effect, member)),
    };

    private SyscallFailure FailureOf(in Effect effect, in CallGroup.Member member)
    {
        var isForGood = effect.Kind == SweepKinds.FromThenOn;
        return new SyscallFailure(effect.Group.Syscall, effect.Error is { } error ? [error] : [])
        {
            Targets = _options.Targets,
            When = isForGood ? CaseFilter.OfPlace(effect.Group, _options.When) : CaseFilter.OfSubject(effect.Group, _options.When),
            Skip = (isForGood ? member.OrdinalInPlace : member.Ordinal) - 1,
            Times = isForGood ? null : 1,
            Short = effect.Kind == SweepKinds.Short ? 1 : null,
            Latency = effect.Kind == SweepKinds.Late ? _options.Latency : TimeSpan.Zero,
        };
    }

    private readonly record struct Effect(CallGroup Group, SweepKinds Kind, Errno? Error);
}
