namespace Outside;

/// <summary>What is to come of one test.</summary>
/// <param name="Outcome">Passed, Failed or Skipped.</param>
/// <param name="Message">Parts of its message, in that order; none if it has no message.</param>
/// <param name="Output">Parts of its output, in that order; none if it has no output.</param>
internal sealed record Expected(string Outcome, string[] Message, string[] Output)
{
    private static readonly string[] OfService = ["Process: sh -c 'echo I am the service; sleep 271828'", "out| I am the service"];

    public static Expected Passes { get; } = new(InnerTest.Passed, [], []);

    public static Expected Skips(params string[] message) => new(InnerTest.Skipped, message, []);

    public static Expected Fails(params string[] message) => new(InnerTest.Failed, message, []);

    public Expected Writing(params string[] output) => this with { Output = output };

    /// <summary>Skipped where the framework can do that when a test has begun.</summary>
    private static Expected NotPossible(bool tellsOutcome, params string[] message) =>
        tellsOutcome ? Skips(message) : Fails([.. message, "xUnit v2 cannot skip a test that has begun."]);

    private static Expected PassesWithPrograms(bool tellsOutcome, string message) =>
        GuestKernel.TakesPrograms ? Passes : NotPossible(tellsOutcome, message);

    /// <summary>The same, and the tests that are swept, for frameworks that can do that.</summary>
    public static Dictionary<string, Expected> SharedWithSweeps(bool tellsOutcome) => new(Shared(tellsOutcome))
    {
        ["Sweeping.A_file_that_is_written_in_its_place"] =
            Fails("Sweep of Inner.Sweeping.A_file_that_is_written_in_its_place: ", "BROKEN: write folder-1/file #1: ", "All of it: ")
                .Writing("BROKEN: write folder-1/file #1: "),
        ["Sweeping.A_file_that_is_renamed"] = tellsOutcome ? Passes.Writing("2 reached, 2 passed, 0 with findings") : Passes,
    };

    /// <summary>Of the process that tests share, its report has what it wrote in this one, and nothing from before.</summary>
    private static Expected FailsWithShell(string type) => Fails("thrown by the body").Writing(
        $"What was injected into Inner.{type}.What_it_wrote_in_a_failing_test_is_in_its_output:", "mkdir EDQUOT         1        1",
        "Process: sh -c 'export LC_ALL=C;", "Output:\n  err| mkdir: cannot create directory 'failing': Disk quota exceeded");

    /// <summary>What every framework is to make of the tests that they share.</summary>
    /// <param name="tellsOutcome">Whether the framework tells its hooks what came of the body.</param>
    public static Dictionary<string, Expected> Shared(bool tellsOutcome) => new()
    {
        ["Passing.An_async_body_is_in_the_scope"] = Passes,
        ["Passing.A_synchronous_body_is_in_the_scope"] = Passes,
        ["Passing.The_test_process_suffers_where_it_is_meant"] = PassesWithPrograms(
            tellsOutcome, "This kernel cannot make openat fail with EACCES. Tried:"),
        ["Passing.Several_attributes_are_one_scope"] = Passes,
        ["Passing.A_file_is_found_beside_the_test_assembly"] = Passes,
        ["Passing.Packets_get_lost"] = PassesWithPrograms(tellsOutcome, "is one of packets, and those need the programs in the kernel."),
        ["Passing.Without_attributes_there_is_no_scope"] = Passes,
        ["ClassLevel.What_the_class_says_holds"] = Passes,
        ["ClassLevel.What_the_method_says_comes_after_it"] = Passes,
        ["Inherited.What_the_derived_class_says_holds"] = Passes,
        ["Theories.Each_row_has_a_scope_of_its_own(1)"] = Passes,
        ["Theories.Each_row_has_a_scope_of_its_own(2)"] = Passes,
        ["Theories.Each_row_has_a_scope_of_its_own(3)"] = Passes,
        ["Theories.Each_file_is_a_case(no-hostname.yaml)"] = Passes,
        ["Theories.Each_file_is_a_case(too-many-files.yaml)"] = Passes,
        ["Theories.A_missing_folder_is_reported(no-such-folder)"] = Fails(
            "The failure config has a problem:",
            "[FailureConfigData] with no-such-folder on Theories.A_missing_folder_is_reported: The folder '",
            "/no-such-folder' does not exist. Relative paths start at"),
        ["ParallelOne.Sees_its_own_failures"] = Passes,
        ["ParallelTwo.Sees_its_own_failures"] = Passes,
        ["Failing.A_body_that_throws"] = Fails("InvalidOperationException: thrown by the body")
            .Writing(["What was injected into Inner.Failing.A_body_that_throws:", "Seed 11", "openat EACCES         1        1", .. OfService]),
        ["Failing.A_body_that_throws_before_anything_was_injected"] =
            Fails([
                "thrown by the body",
                .. tellsOutcome ? Array.Empty<string>() : ["The failure 'openat EACCES' was never injected: no process was started"],
            ])
                .Writing("What was injected into Inner.Failing.A_body_that_throws_before_anything_was_injected:", "openat EACCES         0        0"),
        ["Failing.A_failure_that_never_happens"] =
            Fails([
                "FailureNotInjectedException: The failure 'openat EACCES' was never injected: its filter matched none of the ",
                "openat EACCES         0        0",
                .. OfService,
            ])
                .Writing(tellsOutcome
                    ? []
                    : ["What was injected into Inner.Failing.A_failure_that_never_happens:", "openat EACCES         0        0", .. OfService]),
        ["Failing.A_failure_that_need_not_happen"] = Passes,
        ["WronglyDeclared.An_unknown_system_call"] = Fails(
            "The failure config has a problem:",
            """[InjectFailure("fsnc", Errno.EIO)] on WronglyDeclared.An_unknown_system_call: there is no system call 'fsnc'; did you mean 'fsync'?"""),
        ["WronglyDeclared.Several_problems"] = Fails(
            "The failure config has 3 problems:", "the number of injections is 0", "the rate is 101 percent", "the ConfigFile '",
            "/chaos/missing.yaml' does not exist."),
        ["Unsupported.A_call_that_not_every_kernel_can_fail"] =
            GuestKernel.HasErrorInjection ? Passes
            : NotPossible(tellsOutcome, "This kernel cannot make fsync fail with EIO. Tried:", "CONFIG_FUNCTION_ERROR_INJECTION"),
        ["Launching.A_service_is_ready_and_suffers"] = Passes,
        ["Launching.A_process_that_could_not_start_otherwise"] = Passes,
        ["Launching.Processes_without_failures"] = GuestKernel.TakesPrograms ? Passes
            : Fails("cannot join: the failures of this scope need seccomp")
                .Writing("What was injected into Inner.Launching.Processes_without_failures:", "out| ready"),
        ["Launching.A_process_that_does_not_become_ready"] = Fails(
            "ProcessWaitException: Waited for TCP port", "but the process exited", "exited with code 3", "out| no port for me")
            .Writing("What was injected into Inner.Launching.A_process_that_does_not_become_ready:", "Process: sleep 271828"),
        ["PerClass.It_suffers_in_one_test"] = Passes,
        ["PerClass.And_otherwise_in_another"] = Passes,
        ["PerClass.And_not_in_a_third"] = Passes,
        ["SharedByClass.It_suffers_in_one_test"] = Passes,
        ["SharedByClass.And_otherwise_in_another"] = Passes,
        ["SharedByClass.And_not_in_a_third"] = Passes,
        ["SharedByClass.What_it_wrote_in_a_failing_test_is_in_its_output"] = FailsWithShell("SharedByClass"),
        ["SayingYes.Each_service_has_a_server_of_its_own_that_processes_find"] = Passes,
        ["SayingYes.A_process_that_starts_before_the_failures_finds_it_as_well"] = Passes,
        ["SayingYes.What_was_asked_is_in_the_output_of_a_failing_test"] = Fails("thrown by the body").Writing(
            "What was injected into Inner.SayingYes.What_was_asked_is_in_the_output_of_a_failing_test:", "out| I have paid",
            "Requests to payments:\n  POST /pay, 8 bytes"),
        ["SharedByMore.It_suffers_in_one_test"] = Passes,
        ["SharedByMore.And_otherwise_in_another"] = Passes,
        ["SharedByMore.And_not_in_a_third"] = Passes,
        ["SharedByMore.What_it_wrote_in_a_failing_test_is_in_its_output"] = FailsWithShell("SharedByMore"),
    };
}
