namespace Minderbinder.Testing;

/// <summary>What became of a run of a sweep.</summary>
public enum SweepOutcome
{
    /// <summary>The failure happened, and all held.</summary>
    Passed,

    /// <summary>
    /// All held, and the programs ended with 0 and wrote nothing that they do not write otherwise: they may have swallowed the error.
    /// </summary>
    Silent,

    /// <summary>The run went another way, and the failure never happened.</summary>
    NotReached,

    /// <summary>The failure cannot be brought about on this machine.</summary>
    NotPossible,

    /// <summary>The body threw: what must hold did not.</summary>
    Broken,

    /// <summary>The run did not end in time, or a wait of its body did not, and its processes were killed.</summary>
    Hung,

    /// <summary>A process was killed by a signal such as SIGSEGV or SIGABRT.</summary>
    Crashed,
}
