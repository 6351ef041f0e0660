Imports System.Threading
Imports Minderbinder.Testing
Imports Minderbinder.Testing.FailureInjector
Imports Minderbinder.Testing.SayYes
Imports Xunit

''' <summary>What the page only mentions.</summary>
Public Class OtherTests

    Private Shared ReadOnly Property [ReadOnly] As New FailureConfig(
        New SyscallFailure("mkdir", Errno.EROFS, Errno.EDQUOT) With {.When = New CallFilter With {.Paths = ValueList.Of("/tmp/vb-*")}},
        New SyscallFailure("rmdir", 0) With {.Optional = True})

    <Fact>
    Public Async Function A_block_may_have_a_result() As Task
        Dim code = Await WithFailureConfig([ReadOnly],
            Async Function(scope)
                Dim mkdir = Await scope.LaunchAsync("mkdir", "/tmp/vb-never-made")
                Return Await mkdir.WaitForExitAsync()
            End Function)

        Assert.Equal(1, code)
    End Function

    <Fact>
    Public Sub A_block_may_await_nothing()
        WithFailureConfig([ReadOnly],
            Sub(scope) Assert.Equal(1, scope.LaunchAsync("mkdir", "/tmp/vb-never-made").Result.WaitForExitAsync().Result))
    End Sub

    <Fact>
    Public Async Function A_block_may_take_a_token() As Task
        Await WithFailureConfig([ReadOnly],
            Async Function(scope As FailureScope, token As CancellationToken)
                Dim mkdir = Await scope.LaunchAsync(New ProcessStartInfo("mkdir", {"/tmp/vb-never-made"}), token)
                Assert.Equal(1, Await mkdir.WaitForExitAsync())
            End Function)
    End Function

    <Fact>
    <InjectFailure("mkdir", Errno.EROFS, Errno.EDQUOT)>
    <SayYes("payments")>
    <LaunchProcess("sh", "-c", "curl -sS $PAYMENTS_HTTP/pay; mkdir /tmp/vb-never-made")>
    Public Async Function Attributes_are_the_same() As Task
        Assert.Equal(1, Await FailureScope.Required.Process.WaitForExitAsync())
        FailureScope.Required.SayYesServer("payments").ShouldHaveReceived("GET", "/pay")
    End Function

End Class
