using Benchmarks;
using Minderbinder.Testing;

switch (args)
{
    case ["calls", var victim]: // the kernel tests' victim makes the calls
        await CallCosts.MeasureAsync(victim);
        break;
    case ["supervised", var victim]:
        await SupervisedCosts.MeasureAsync(victim);
        break;
    case ["supervised-here", var victim]:
        await SupervisedCosts.MeasureHereAsync(victim);
        break;
    case ["scopes"]:
        await ScopeCosts.MeasureAsync();
        break;
    case ["changes", var victim, .. var mechanism]:
        await ChangeCosts.MeasureAsync(victim, mechanism is ["seccomp"] ? Mechanism.SeccompNotification : null);
        break;
    case ["statistics", var victim]:
        await StatisticsCosts.MeasureAsync(victim);
        break;
    case ["programs"]:
        await ProgramCosts.ListAsync();
        break;
    case ["launches"]:
        await LaunchCosts.MeasureAsync();
        break;
    case ["sweeps"]:
        await SweepCosts.MeasureAsync();
        break;
    case ["packets"]:
        await PacketCosts.MeasureAsync();
        break;
    case ["hold", var what]:
        await PacketCosts.HoldAsync(what);
        break;
    default:
        Console.Error.WriteLine("usage: Benchmarks calls VICTIM | supervised VICTIM | scopes | programs | launches | sweeps | packets | changes "
            + "VICTIM [seccomp] | statistics VICTIM");
        return 2;
}

return 0;
