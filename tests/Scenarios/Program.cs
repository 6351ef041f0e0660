using Scenarios;

return args switch
{
    ["support"] => Support.Run(),
    ["hold"] => await Hold.RunAsync(),
    ["example", var victim] => await Example.RunAsync(victim),
    _ => throw new ArgumentException("Scenarios: support | hold | example VICTIM"),
};
