namespace Minderbinder.Tool.Doctor;

/// <summary>One line of the report.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Verdict">What is to be thought of it.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What would help, or null.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string Found, string? Remedy = null)
{
    private const int SubjectWidth = 17;

    public override string ToString()
    {
        var mark = Verdict switch { Verdict.Good => "ok", Verdict.Bad => "no", _ => "--" };
        var line = $"{mark}  {Subject.PadRight(SubjectWidth)} {Found}";
        return Remedy is null ? line : $"{line}\n    {"",SubjectWidth} -> {Remedy}";
    }
}

internal enum Verdict
{
    /// <summary>It is there.</summary>
    Good,

    /// <summary>It is not.</summary>
    Bad,

    /// <summary>It could not be found out, for something else stands in the way.</summary>
    Unknown,
}
