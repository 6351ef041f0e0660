namespace Minderbinder.Testing;

/// <summary>Which of its two output streams a process wrote to.</summary>
public enum OutputSource
{
    /// <summary>Standard output, file descriptor 1.</summary>
    StandardOutput,

    /// <summary>Standard error, file descriptor 2.</summary>
    StandardError,
}
