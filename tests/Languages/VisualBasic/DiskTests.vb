' #region fsharp-and-visual-basic: visual basic
Imports System.IO
Imports Minderbinder.Testing
Imports Minderbinder.Testing.FailureInjector
Imports Xunit

Public Class DiskTests

    <Fact>
    Public Async Function A_full_disk_is_reported() As Task
        Dim fullDisk As New SyscallFailure("pwrite64", Errno.ENOSPC) With {.Targets = ValueList.Of(ProcessTarget.Named("sqlite3"))}

        Await WithFailureConfig(New FailureConfig(fullDisk),
            Async Function(scope)
                Dim sqlite = Await scope.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)")

                Assert.Equal(13, Await sqlite.WaitForExitAsync())
                Assert.Contains("database or disk is full", sqlite.StandardError)
            End Function)
    End Function

    <Fact>
    <InjectFailure("pwrite64", Errno.ENOSPC, Process:="sqlite3")>
    Public Async Function A_full_disk_is_reported_as_well() As Task
        Dim sqlite = Await FailureScope.Required.LaunchAsync("sqlite3", Path.GetTempFileName(), "create table orders(item)")

        Assert.Equal(13, Await sqlite.WaitForExitAsync())
    End Function

End Class
' #endregion
