using Minderbinder.Testing;
using Minderbinder.Tool.CommandLine;

namespace Minderbinder.Tool.Syscalls;

/// <summary>One system call of the list.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Arguments">Its arguments by name, <c>arg0</c> first.</param>
/// <param name="Errors">What the manual lists.</param>
/// <param name="Mechanisms">How it can be made to fail here, best first.</param>
/// <param name="WhyNot">Why it cannot; null if it can.</param>
internal sealed record SyscallDescription(
    string Name, IReadOnlyList<string> Arguments, IReadOnlyList<string> Errors, IReadOnlyList<Mechanism> Mechanisms, string? WhyNot)
{
    public override string ToString()
    {
        var text = $"{Name}({string.Join(", ", Arguments)})\n  here: "
            + $"{(WhyNot is null ? string.Join(", ", Mechanisms.Select(Choices.WordOf)) : $"no; {WhyNot}")}";
        return Errors.Count == 0 ? text : $"{text}\n  errors: {string.Join(' ', Errors)}";
    }
}
