namespace Outside;

/// <summary>What is to come of the tests of each framework.</summary>
internal static class Expectations
{
    public static Dictionary<string, Expected> XunitV2 { get; } = new(Expected.SharedWithSweeps(tellsOutcome: false))
    {
        ["OnlyXunitV2.A_test_that_runs_out_of_time"] = Expected.Fails("Test execution timed out after 20000 milliseconds")
            .Writing(
                "What was injected into Inner.OnlyXunitV2.A_test_that_runs_out_of_time:",
                "openat EACCES         1        1",
                "Process: sleep 271828"),
        ["OnlyXunitV2.A_FailureFact_is_a_test"] = Expected.Passes,
        ["OnlyXunitV2.A_FailureTheory_is_a_theory(\"cat: /etc/hostname: Permission denied\")"] = Expected.Passes,
        ["OnlyXunitV2.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyXunitV2.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["Misplaced.An_attribute_on_a_collection"] =
            Expected.Fails("An attribute of Inner.Misplaced.An_attribute_on_a_collection stands on neither the test nor its class."),
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException: thrown by a hook", "The failure 'openat EACCES' was never injected"),
    };

    public static Dictionary<string, Expected> XunitV3 { get; } = new(Expected.SharedWithSweeps(tellsOutcome: true))
    {
        ["OnlyXunitV3.A_test_that_skips_itself_need_not_inject_anything"] = Expected.Skips("decided by the body"),
        ["OnlyXunitV3.A_test_that_runs_out_of_time"] = OutOfTime("OnlyXunitV3", "Test execution timed out after 20000 milliseconds"),
        ["OnlyXunitV3.A_test_that_runs_out_of_time_and_does_not_look"] = OutOfTime(
            "OnlyXunitV3", "Test execution timed out after 20000 milliseconds"),
        ["OnlyXunitV3.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyXunitV3.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["Misplaced.An_attribute_on_a_collection"] =
            Expected.Fails("An attribute of Inner.Misplaced.An_attribute_on_a_collection stands on neither the test nor its class."),
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException: thrown by a hook; of "),
        ["BrokenHooks.Two"] = Expected.Fails("InvalidOperationException: thrown by a hook; of "),
    };

    /// <summary>From 4.0 on there is no [SweepFailures].</summary>
    public static Dictionary<string, Expected> NewestXunitV3 { get; } =
        XunitV3.Where(expected => !expected.Key.StartsWith("Sweeping.", StringComparison.Ordinal)).ToDictionary();

    public static Dictionary<string, Expected> NUnit { get; } = new(Expected.SharedWithSweeps(tellsOutcome: true))
    {
        ["OnlyNUnit.Each_attempt_has_a_scope_of_its_own"] = Expected.Passes,
        ["OnlyNUnit.A_test_that_skips_itself_need_not_inject_anything"] = Expected.Skips("decided by the body"),
        ["OnlyNUnit.A_test_that_runs_out_of_time"] = OutOfTime("OnlyNUnit", "Test exceeded CancelAfter value of 20000ms"),
        ["OnlyNUnit.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyNUnit.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["SetUps.What_the_class_says_holds_in_its_SetUp"] = Expected.Passes,
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException: thrown by a hook")
            .Writing("What was injected into Inner.BrokenHooks.One:", "Process: sleep 271828"),
    };

    public static Dictionary<string, Expected> MSTest { get; } = new(Expected.Shared(tellsOutcome: true))
    {
        ["OnlyMSTest.Each_attempt_has_a_scope_of_its_own"] = Expected.Passes,
        ["OnlyMSTest.A_test_that_skips_itself_need_not_inject_anything"] = Expected.Skips("decided by the body"),
        ["OnlyMSTest.A_test_that_runs_out_of_time"] = OutOfTime("OnlyMSTest", "timed out after 20000ms"),
        ["OnlyMSTest.A_full_disk_is_reported_to_MSTest"] = Expected.Passes,
        ["OnlyMSTest.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyMSTest.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
        ["SetUps.What_the_class_says_holds_in_its_TestInitialize"] = Expected.Passes,
        ["BrokenHooks.One"] = Expected.Fails("InvalidOperationException: thrown by a hook")
            .Writing("What was injected into Inner.BrokenHooks.One:", "Process: sleep 271828"),
    };

    public static Dictionary<string, Expected> TUnit { get; } = new(Expected.Shared(tellsOutcome: true))
    {
        // All attempts write to one output.
        ["OnlyTUnit.Each_attempt_has_a_scope_of_its_own"] =
            Expected.Passes.Writing("What was injected into Inner.OnlyTUnit.Each_attempt_has_a_scope_of_its_own"),
        ["OnlyTUnit.A_test_that_skips_itself_need_not_inject_anything"] = Expected.Skips("decided by the body"),
        ["OnlyTUnit.A_test_that_runs_out_of_time"] = OutOfTime("OnlyTUnit", "timed out after 00:00:20"),
        ["OnlyTUnit.A_full_disk_is_reported_to_TUnit"] = Expected.Passes,
        ["OnlyTUnit.Each_failure_of_a_list_is_a_case(openat EACCES)"] = Expected.Passes,
        ["OnlyTUnit.Each_failure_of_a_list_is_a_case(openat EMFILE)"] = Expected.Passes,
    };

    private static Expected OutOfTime(string type, string message) => Expected.Fails(message)
        .Writing($"What was injected into Inner.{type}.A_test_that_runs_out_of_time", "openat EACCES         1        1", "Process: sleep 271828");
}
