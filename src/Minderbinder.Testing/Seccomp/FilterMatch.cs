using Minderbinder.Testing.Kernel.Layout;

namespace Minderbinder.Testing.Seccomp;

/// <summary>Whether a call is one that a rule's filter asks for. The same as bpf/filter.h, in the same order.</summary>
internal static class FilterMatch
{
    private const int MappedPrefix = 96;

    /// <summary>Yes, no (<see cref="Readable.None"/>), or not to be told (<see cref="Readable.No"/>).</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="paths">Its path patterns, if it has any.</param>
    /// <param name="call">The call.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="subject">What the filter has looked at.</param>
    public static Readable Of(in Rule rule, PathAutomaton? paths, in Call call, CallReader reader, out Filters subject)
    {
        subject = Filters.None;
        if (Has(rule, Filters.Descriptor) && !IsOn(rule, call, 0) && !IsOn(rule, call, 1))
            return Readable.None;
        if (Has(rule, Filters.Arguments))
        {
            for (var i = 0; i < rule.ConditionCount; i++)
            {
                if (!Holds(rule.Conditions[i], call.Argument((int)rule.Conditions[i].Argument)))
                    return Readable.None;
            }
        }

        if ((rule.Filter & (Filters.Address | Filters.Port)) != 0)
        {
            subject = Filters.Address;
            var result = OfPeer(rule, call, reader);
            if (result != Readable.Yes)
                return result;
        }

        return paths is null ? Readable.Yes : OfPath(rule, paths, call, reader, ref subject);
    }

    /// <summary>Not <see cref="Enum.HasFlag"/>, which allocates until the compiler has looked at it twice.</summary>
    private static bool Has(in Rule rule, Filters filter) => (rule.Filter & filter) != 0;

    private static bool IsOn(in Rule rule, in Call call, int which) =>
        rule.Place.Descriptor[which] >= 0 && (int)call.Argument(rule.Place.Descriptor[which]) == rule.Descriptor;

    private static bool Holds(in Condition condition, ulong value) => (ArgumentOperator)condition.Comparison switch
    {
        ArgumentOperator.Equal => IsEqual(condition, value),
        ArgumentOperator.NotEqual => !IsEqual(condition, value),
        ArgumentOperator.Less => value < condition.Value,
        ArgumentOperator.LessOrEqual => value <= condition.Value,
        ArgumentOperator.Greater => value > condition.Value,
        ArgumentOperator.GreaterOrEqual => value >= condition.Value,
        _ => (value & condition.Value) != 0,
    };

    /// <summary>A negative int: in a register its upper half is whatever the program left there.</summary>
    private static bool IsEqual(in Condition condition, ulong value) =>
        condition.Value >= ArgumentCondition.LowestNegativeInt ? (uint)value == (uint)condition.Value : value == condition.Value;

    private static Readable OfPeer(in Rule rule, in Call call, CallReader reader)
    {
        var known = reader.ReadPeer(call, rule.Place);
        if (known != Readable.Yes)
            return known;
        return HasPort(rule, reader.Port) && HasAddress(rule, reader.Address) ? Readable.Yes : Readable.None;
    }

    private static bool HasPort(in Rule rule, ushort port)
    {
        for (var i = 0; i < rule.Ports.Count; i++)
        {
            if (port >= rule.Ports.Items[i].First && port <= rule.Ports.Items[i].Last)
                return true;
        }

        return !Has(rule, Filters.Port);
    }

    private static bool HasAddress(in Rule rule, ReadOnlySpan<byte> address)
    {
        for (var i = 0; i < rule.Networks.Count; i++)
        {
            if (IsIn(rule.Networks.Items[i], address))
                return true;
        }

        return !Has(rule, Filters.Address);
    }

    private static bool IsIn(in Network network, ReadOnlySpan<byte> address)
    {
        // A network that holds all written so, ::/0 above all, is one of IPv6 addresses.
        var isV4 = address[..10].IndexOfAnyExcept((byte)0) < 0 && address[10] == 0xff && address[11] == 0xff;
        if (network.Bits < MappedPrefix && isV4)
            return false;
        ReadOnlySpan<byte> wanted = network.Address;
        var (bytes, bits) = ((int)network.Bits / 8, (int)network.Bits % 8);
        return wanted[..bytes].SequenceEqual(address[..bytes]) && (bits == 0 || (wanted[bytes] ^ address[bytes]) >> (8 - bits) == 0);
    }

    private static Readable OfPath(in Rule rule, PathAutomaton paths, in Call call, CallReader reader, ref Filters subject)
    {
        var result = Readable.None;
        for (var which = 0; which < Limits.PathArguments; which++)
        {
            var known = reader.ReadPath(call, rule.Place, which);
            if (known == Readable.Yes)
                subject = Filters.Path;
            if (known == Readable.Yes && Accepts(paths, reader.Path))
                return Readable.Yes;
            if (known == Readable.No)
                result = known;
        }

        return result;
    }

    private static bool Accepts(PathAutomaton paths, ReadOnlySpan<byte> path)
    {
        var rows = paths.Rows;
        var classes = paths.Classes;
        var state = PathAutomaton.Start;
        for (var i = 0; i < path.Length && state != PathAutomaton.Dead; i++)
            state = rows[(state * PathAutomaton.RowLength) + classes[path[i]]];
        return rows[(state * PathAutomaton.RowLength) + PathAutomaton.Accepts] != 0;
    }
}
