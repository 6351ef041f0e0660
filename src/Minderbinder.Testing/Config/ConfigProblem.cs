namespace Minderbinder.Testing;

/// <summary>One thing that is wrong with a failure config.</summary>
/// <param name="Path">
/// The place in the terms of the YAML file, for example <c>agents_of_chaos.syscall[0].failure_rate</c>; empty for the file as a whole.
/// For a config made of records the same path counts the failures of that kind, from 0. For attributes of a test it is the attribute and
/// where it stands.
/// </param>
/// <param name="Message">What is wrong, and what to write instead.</param>
/// <param name="Line">The line in the YAML, counted from 1; <see langword="null"/> for records.</param>
/// <param name="Column">The column in the YAML, counted from 1; <see langword="null"/> for records.</param>
public sealed record ConfigProblem(string Path, string Message, int? Line = null, int? Column = null);
