namespace Minderbinder.Testing.KernelTests.Running;

/// <summary>Runs a few lines of Python, for calls that are made in ways in which the victim does not make them.</summary>
internal static class Python
{
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var result = await Command.RunAsync("/usr/bin/python3", ["-c", script, .. arguments]);
        result.Error.ShouldBe("");
        return result.Output;
    }
}
