using Minderbinder.Testing.SayYes;

namespace Inner;

[Suite]
[SayYes("payments")]
public class SayingYes
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    [SayYes("stock", Variable = "Shop__{name}__Url")]
    [LaunchProcess(
        "sh",
        "-c",
        "curl -sS $PAYMENTS_HTTP/pay $services__payments__http__0/pay/again; curl -sS $Shop__stock__Url/bolts; echo asked; read end")]
    public async Task Each_service_has_a_server_of_its_own_that_processes_find()
    {
        await FailureScope.Required.Process.WaitForOutputAsync("asked", Patience);

        FailureScope.Required.SayYesServer("payments").Requests.Select(request => request.Path).ShouldBe(["/pay", "/pay/again"]);
        FailureScope.Required.SayYesServer("stock").Requests.Select(request => request.Path).ShouldBe(["/bolts"]);
    }

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    [LaunchProcess(
        "sh",
        "-c",
        "echo ready; while read file; do curl -sS $PAYMENTS_HTTP/early; cat $file; done",
        ReadyOutput = "ready",
        BeforeFailures = true)]
    public async Task A_process_that_starts_before_the_failures_finds_it_as_well()
    {
        var payments = FailureScope.Required.SayYesServer("payments");
        payments.Requests.ShouldBeEmpty("it is for this test alone");

        await FailureScope.Required.Process.StandardInput.WriteLineAsync(Cat.Victim);

        await payments.WaitForRequestAsync("GET", "/early", Patience);
        await FailureScope.Required.Process.WaitForOutputAsync("Permission denied", Patience);
    }

    [Fact]
    [LaunchProcess("sh", "-c", "curl -sS -o /dev/null -d amount=5 $PAYMENTS_HTTP/pay; echo I have paid; sleep 271828", ReadyOutput = "I have paid")]
    public void What_was_asked_is_in_the_output_of_a_failing_test() => throw new InvalidOperationException("thrown by the body");
}
