/// What the page only mentions.
module OtherTests

open System.Diagnostics
open System.Threading
open Minderbinder.Testing
open Minderbinder.Testing.SayYes
open type Minderbinder.Testing.FailureInjector
open Xunit

let private readOnly =
    FailureConfig(
        SyscallFailure("mkdir", Errno.EROFS, Errno.EDQUOT, When = CallFilter(Paths = ValueList.Of "/tmp/fsharp-*")),
        SyscallFailure("rmdir", 0, Optional = true))


[<Fact>]
let ``A block may have a result`` () =
    task {
        let! code = WithFailureConfig(readOnly, fun (scope: FailureScope) ->
            task {
                use! mkdir = scope.LaunchAsync("mkdir", "/tmp/fsharp-never-made")
                return! mkdir.WaitForExitAsync()
            })

        Assert.Equal(1, code)
    }

[<Fact>]
let ``A block may await nothing`` () =
    WithFailureConfig(readOnly, fun (scope: FailureScope) ->
        let launched = scope.LaunchAsync("mkdir", "/tmp/fsharp-never-made").Result
        Assert.Equal(1, launched.WaitForExitAsync().Result))

[<Fact>]
let ``A block may take no scope and have options`` () =
    task {
        do! WithFailureConfig(readOnly, (fun () -> task { Assert.NotNull FailureScope.Current }), FailureScopeOptions(Verify = false))
    }

[<Fact>]
let ``A block may take a token`` () =
    task {
        do! WithFailureConfig(readOnly, fun (scope: FailureScope) (token: CancellationToken) ->
            task {
                use! mkdir = scope.LaunchAsync(ProcessStartInfo("mkdir", [ "/tmp/fsharp-never-made" ]), token)
                let! code = mkdir.WaitForExitAsync()
                Assert.Equal(1, code)
            })
    }

[<Fact>]
[<InjectFailure("mkdir", Errno.EROFS, Errno.EDQUOT)>]
[<SayYes("payments")>]
[<LaunchProcess("sh", "-c", "curl -sS $PAYMENTS_HTTP/pay; mkdir /tmp/fsharp-never-made")>]
let ``Attributes are the same`` () =
    task {
        let! code = FailureScope.Required.Process.WaitForExitAsync()

        Assert.Equal(1, code)
        FailureScope.Required.SayYesServer("payments").ShouldHaveReceived("GET", "/pay") |> ignore
    }
