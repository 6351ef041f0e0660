using Scenarios;

if (args is ["under", ..] && Array.IndexOf(args, "--") is > 0 and var dashes)
    return Under.Run(args[1..dashes], args[(dashes + 1)..]);

return args switch
{
    ["support"] => Support.Run(),
    ["hold"] => await Hold.RunAsync(),
    ["lose", var port] => await Lose.RunAsync(int.Parse(port)),
    ["guarded", var folder, var end] => await Guarded.RunAsync(folder, end),
    ["limited", var what] => Limited.Run(what),
    ["privileges", var program] => await Privileges.RunAsync(program),
    ["inspect"] => await Inspecting.RunAsync(),
    ["probe"] => await Probing.RunAsync(),
    ["example", var victim] => await Example.RunAsync(victim),
    ["numbers", var victim] => await Numbers.RunAsync(victim),
    ["neighbour", var victim] => await Neighbour.RunAsync(victim),
    ["narrow", var victim] => await Narrow.RunAsync(victim),
    ["exec", var victim] => await Exec.RunAsync(victim),
    ["deafen", var process] => await Deafen.RunAsync(int.Parse(process)),
    ["hooks", var rounds] => Hooks.Run(int.Parse(rounds)),
    ["fetch", var version, .. var urls] => await Fetch.RunAsync(version, urls),
    ["transfer", var port, var program, .. var arguments] => await Transfer.RunAsync(port, program, arguments),
    _ => throw new ArgumentException(
        "Scenarios: support | hold | lose PORT | example VICTIM | numbers VICTIM | neighbour VICTIM | exec VICTIM | narrow VICTIM | deafen PROCESS "
        + "| hooks ROUNDS "
        + "| guarded FOLDER stay|exit|throw|abort | limited WHAT | privileges PROGRAM | inspect | probe | fetch VERSION URL... | transfer PORT "
        + "PROGRAM ARGUMENT... "
        + "| under [CALL=ERRNO|kill]... -- COMMAND"),
};
