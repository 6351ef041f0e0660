using Scenarios;

return args switch
{
    ["support"] => Support.Run(),
    ["hold"] => await Hold.RunAsync(),
    ["lose", var port] => await Lose.RunAsync(int.Parse(port)),
    ["example", var victim] => await Example.RunAsync(victim),
    _ => throw new ArgumentException("Scenarios: support | hold | lose PORT | example VICTIM"),
};
