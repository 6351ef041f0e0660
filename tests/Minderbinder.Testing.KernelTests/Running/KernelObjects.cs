namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>What there is of BPF in the kernel, whoever brought it there.</summary>
internal static class KernelObjects
{
    /// <summary>Programs, links and maps, by kind and number.</summary>
    public static async Task<HashSet<string>> ListAsync()
    {
        var found = new HashSet<string>();
        foreach (var kind in new[] { "prog", "link", "map" })
        {
            var listing = await Command.RunAsync("bpftool", kind, "list");
            listing.ExitCode.ShouldBe(0, listing.Error);
            found.UnionWith(listing.Output.Split("; ")
                .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))
                .Select(line => $"{kind} {line.Split(':')[0]}"));
        }

        return found;
    }

    /// <summary>Waits until nothing is there that was not <paramref name="before"/>: the kernel takes its time to free things.</summary>
    public static Task AreOnlyAsync(HashSet<string> before) => Eventually.BeTrueAsync(async () => !(await ListAsync()).Except(before).Any());
}
