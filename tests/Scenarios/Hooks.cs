using Microsoft.Extensions.Logging.Abstractions;
using Minderbinder.Testing.Kernel;
using Minderbinder.Testing.Kernel.Layout;
using Minderbinder.Testing.Kernel.Networks;

namespace Scenarios;

/// <summary>Puts a filter on the loopback interface and takes it away, many times, as test processes do on kernels without TCX.</summary>
internal static class Hooks
{
    public static int Run(int rounds)
    {
        using var programs = BpfObject.Open(NullLogger.Instance);
        programs.Program(PacketPrograms.NameOf(Place.Leaving)).Choose();
        programs.Program(PacketPrograms.FilterOf(Place.Leaving)).Choose();
        programs.Load("the programs that judge packets");
        new BpfMap<uint, int>(programs, PacketPrograms.Array).Set(
            (uint)Place.Leaving, programs.Program(PacketPrograms.NameOf(Place.Leaving)).Descriptor);

        var hook = new FilterHook(programs, NullLogger.Instance);
        var lo = Interface.All().Single(at => at.Name == "lo");
        for (var round = 0; round < rounds; round++)
        {
            using var attached = hook.Attach(lo, Place.Leaving);
            if (!FilterList.Of(lo.Number, Place.Leaving).Any(filter => filter.IsOurs))
                throw new InvalidOperationException($"The filter was gone in round {round}.");
        }

        Console.WriteLine("done");
        return 0;
    }
}
