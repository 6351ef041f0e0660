using Scenarios;

return args switch
{
    ["support"] => Support.Run(),
    ["hold"] => await Hold.RunAsync(),
    ["lose", var port] => await Lose.RunAsync(int.Parse(port)),
    ["guarded", var folder, var end] => await Guarded.RunAsync(folder, end),
    ["example", var victim] => await Example.RunAsync(victim),
    ["numbers", var victim] => await Numbers.RunAsync(victim),
    ["neighbour", var victim] => await Neighbour.RunAsync(victim),
    ["narrow", var victim] => await Narrow.RunAsync(victim),
    ["exec", var victim] => await Exec.RunAsync(victim),
    ["hooks", var rounds] => Hooks.Run(int.Parse(rounds)),
    _ => throw new ArgumentException(
        "Scenarios: support | hold | lose PORT | example VICTIM | numbers VICTIM | neighbour VICTIM | exec VICTIM | narrow VICTIM | hooks ROUNDS "
        + "| guarded FOLDER stay|exit|throw|abort"),
};
