using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Kernel.Networks;

/// <summary>The names in bpf/packets.bpf.c.</summary>
internal static class PacketPrograms
{
    /// <summary>What the filters begin with that only call into an array; by this a leftover is known.</summary>
    public const string FilterPrefix = "mb_";

    /// <summary>The array that they call into.</summary>
    public const string Array = "packet_programs";

    /// <summary>The program that judges packets.</summary>
    public static string NameOf(Place place) => place == Place.Leaving ? "packets_leaving" : "packets_arriving";

    /// <summary>The filter that calls it.</summary>
    public static string FilterOf(Place place) => FilterPrefix + (place == Place.Leaving ? "leaving" : "arriving");
}
