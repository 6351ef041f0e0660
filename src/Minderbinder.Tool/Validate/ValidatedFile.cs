using System.Text.Json.Serialization;
using Minderbinder.Testing;

namespace Minderbinder.Tool.Validate;

/// <summary>What was found in one file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Valid">Whether it is a valid config.</param>
/// <param name="Failures">How many failures it has; null if it is not valid.</param>
/// <param name="Problems">All that is wrong with it.</param>
/// <param name="Summary">The same for people.</param>
internal sealed record ValidatedFile(
    string File, bool Valid, int? Failures, IReadOnlyList<ConfigProblem> Problems, [property: JsonIgnore] string Summary)
{
    public static ValidatedFile Read(string file)
    {
        try
        {
            var count = FailureConfig.FromFile(file).Failures.Count;
            return new(file, true, count, [], $"valid, {count} {(count == 1 ? "failure" : "failures")}");
        }
        catch (InvalidFailureConfigException exception)
        {
            return new(file, false, null, exception.Problems, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(file, false, null, [new ConfigProblem("", exception.Message)], exception.Message);
        }
    }
}
