namespace Minderbinder.Testing.Sweeps;

/// <summary>The calls of one name on one subject, in the order in which they came.</summary>
internal sealed class CallGroup(string syscall, SubjectKind kind, string subject, string place)
{
    public string Syscall => syscall;

    public SubjectKind Kind => kind;

    public string Subject => subject;

    /// <summary>What a failure for good is about: a folder of the run, or a folder of the machine; empty for anything.</summary>
    public string Place => place;

    public List<Member> Members { get; } = [];

    /// <summary>A call.</summary>
    /// <param name="Position">Which of all calls it is; from 0.</param>
    /// <param name="Ordinal">Which of those that a rule for the subject counts; from 1.</param>
    /// <param name="OrdinalInPlace">Which of those that a rule for the place counts; from 1.</param>
    public readonly record struct Member(int Position, long Ordinal, long OrdinalInPlace);
}
