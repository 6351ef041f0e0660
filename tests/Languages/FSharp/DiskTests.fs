// #region fsharp-and-visual-basic: fsharp
module DiskTests

open System.IO
open Minderbinder.Testing
open type Minderbinder.Testing.FailureInjector
open Xunit

[<Fact>]
let ``A full disk is reported`` () =
    task {
        let fullDisk =
            SyscallFailure("pwrite64", Errno.ENOSPC, Targets = ValueList.Of(ProcessTarget.Named "sqlite3"))

        do! WithFailureConfig(FailureConfig(fullDisk), fun (scope: FailureScope) ->
            task {
                use! sqlite = scope.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)")

                let! code = sqlite.WaitForExitAsync()

                Assert.Equal(13, code)
                Assert.Contains("database or disk is full", sqlite.StandardError)
            })
    }

[<Fact>]
[<InjectFailure("pwrite64", Errno.ENOSPC, Process = "sqlite3")>]
let ``A full disk is reported as well`` () =
    task {
        use! sqlite = FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)")

        let! code = sqlite.WaitForExitAsync()

        Assert.Equal(13, code)
    }
// #endregion
