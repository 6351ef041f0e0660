using System.Text.Json.Nodes;

namespace Minderbinder.Testing;

/// <summary>The schema of one failure of a system call.</summary>
internal static class SyscallSchema
{
    public static JsonObject Item()
    {
        var item = SchemaParts.Mapping(
        [
            .. SchemaParts.CommonKeys(),
            (ConfigKeys.Syscall, SchemaParts.Words(
                "The kernel's name of the system call.", SyscallTable.NamesAnywhere.Where(name => UnfailableSyscalls.ReasonFor(name) is null))),
            (ConfigKeys.OrTwin, SchemaParts.Flag(
                "Takes the call that programs make instead on a processor that does not have this one: openat for open. Default: false.")),
            (ConfigKeys.Error, SchemaParts.OneOrMore(
                SchemaParts.Words("The error that the call fails with; several are taken in turn.", ErrnoNames.All), SyscallFailure.MaxReturnCodes)),
            (ConfigKeys.ReturnCode, SchemaParts.OneOrMore(
                SchemaParts.Integer(
                    "What the call returns: -1 to -4095 is an error, 0 or more a success that did nothing.", -SyscallFailure.MaxErrno, long.MaxValue),
                SyscallFailure.MaxReturnCodes)),
            (ConfigKeys.Latency, SchemaParts.Duration(
                "How much longer the call takes, such as 200ms; alone, it works. Launched processes only. Default: none.")),
            (ConfigKeys.Jitter, SchemaParts.Duration("By how much the latency varies in both directions. Default: none.")),
            (ConfigKeys.Short, SchemaParts.Integer("How many bytes the call does at most. Launched processes only. Default: all.", 1, int.MaxValue)),
            (ConfigKeys.Instead, SchemaParts.Text("The absolute path of the file that is opened instead. Launched processes only.", "^/")),
            (ConfigKeys.When, Filter()),
            (ConfigKeys.AllowRuntimeCritical, SchemaParts.Flag("Allows 'self' for a call that the .NET runtime cannot do without. Default: false.")),
        ]);
        item["required"] = new JsonArray(ConfigKeys.Syscall);
        item["anyOf"] = new JsonArray(
            [.. new[] { ConfigKeys.Error, ConfigKeys.ReturnCode, ConfigKeys.Latency, ConfigKeys.Short, ConfigKeys.Instead }.Select(
                key => Requires(key))]);
        var pathFilter = Requires(ConfigKeys.When);
        pathFilter["properties"] = new JsonObject { [ConfigKeys.When] = Requires(ConfigKeys.Path) };
        item["allOf"] = new JsonArray(
            Not(Requires(ConfigKeys.Error, ConfigKeys.ReturnCode)),
            Not(Requires(ConfigKeys.Short, ConfigKeys.Error)),
            Not(Requires(ConfigKeys.Short, ConfigKeys.ReturnCode)),
            Not(Requires(ConfigKeys.Instead, ConfigKeys.Error)),
            Not(Requires(ConfigKeys.Instead, ConfigKeys.ReturnCode)),
            Either(Not(Requires(ConfigKeys.Jitter)), Requires(ConfigKeys.Latency)),
            Either(Not(Requires(ConfigKeys.Instead)), pathFilter));
        return item;
    }

    private static JsonObject Not(JsonObject schema) => new() { ["not"] = schema };

    private static JsonObject Either(JsonObject one, JsonObject other) => new() { ["anyOf"] = new JsonArray(one, other) };

    private static JsonObject Requires(params string[] keys) => new() { ["required"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) };

    private static JsonObject Filter()
    {
        const int Most = CallFilter.MaxItems;
        var filter = SchemaParts.Mapping(
            (ConfigKeys.Path, SchemaParts.OneOrMore(SchemaParts.Text("Patterns of the path that the call is about: * ? [a-z] **."), Most)),
            (ConfigKeys.Descriptor, SchemaParts.Integer("The file descriptor.", 0, int.MaxValue)),
            (ConfigKeys.Address, SchemaParts.Addresses("The peer's IP addresses, or networks such as 10.0.0.0/8.", Most)),
            (ConfigKeys.Port, SchemaParts.Ports("The peer's ports, or ranges such as 8000-8080.", Most)),
            (ConfigKeys.Arguments, SchemaParts.OneOrMore(
                SchemaParts.Text(
                    "Conditions on arguments, such as 'arg2 & O_WRONLY'.", "^\\s*arg[0-5]\\s*(==|!=|<=|>=|<|>|&)\\s*[^\\s=<>&!]"), Most)));
        filter["description"] = "Which calls are meant; all conditions have to hold. Default: all calls.";
        filter["minProperties"] = 1;
        return filter;
    }
}
