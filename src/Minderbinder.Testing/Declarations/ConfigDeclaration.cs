namespace Minderbinder.Testing.Declarations;

/// <summary>What declares failures.</summary>
internal abstract class ConfigDeclaration : Declaration
{
    public override IEnumerable<string> FindProblems()
    {
        try
        {
            return [.. ToConfig().FindProblems().Select(problem => problem.Message)];
        }
        catch (InvalidFailureConfigException exception)
        {
            return exception.Problems.Select(problem => exception.PlaceOf(problem) + problem.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            return [exception.Message];
        }
    }

    /// <summary>What it says, as a config.</summary>
    public abstract FailureConfig ToConfig();
}
