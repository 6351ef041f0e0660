using System.Diagnostics;

namespace Minderbinder.Testing.SayYes;

/// <summary>Sends a process to a <see cref="SayYesServer"/>.</summary>
public static class ProcessStartInfoExtensions
{
    /// <summary>
    /// Adds environment variables, such as those of <see cref="SayYesServer.Environment"/>, to those that the process inherits.
    /// </summary>
    /// <param name="startInfo">What is to be started. It is changed.</param>
    /// <param name="variables">The variables. One that is there already gets the new value.</param>
    /// <returns><paramref name="startInfo"/> itself.</returns>
    public static ProcessStartInfo WithEnvironment(this ProcessStartInfo startInfo, IEnumerable<KeyValuePair<string, string>> variables)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        ArgumentNullException.ThrowIfNull(variables);
        foreach (var (name, value) in variables)
            startInfo.Environment[name] = value;
        return startInfo;
    }
}
