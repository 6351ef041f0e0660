using Minderbinder.Testing.KernelTests.Running;

namespace Minderbinder.Testing.KernelTests;

public class NestedScopeTests
{
    private static readonly FailureConfig NoMkdir = new(new SyscallFailure(VictimCalls.Mkdir, Errno.EROFS) { Name = "no_mkdir" });
    private static readonly FailureConfig NoRename = new(new SyscallFailure(VictimCalls.Rename, Errno.EXDEV) { Name = "no_rename" });

    [Fact]
    public async Task Failures_of_nested_scopes_add_up_and_leaving_the_inner_leaves_the_outer_in_force()
    {
        string[] steps = ["call", "mkdir", "call", "rename"];
        await WithFailureConfig(NoMkdir, async outer =>
        {
            await WithFailureConfig(NoRename, async inner =>
            {
                inner.Parent.ShouldBe(outer);
                FailureScope.Current.ShouldBe(inner);
                (await Victim.RunAsync(steps)).ShouldBe($"mkdir {(int)Errno.EROFS}; rename {(int)Errno.EXDEV}");
            });

            FailureScope.Current.ShouldBe(outer);
            (await Victim.RunAsync(steps)).ShouldBe($"mkdir {(int)Errno.EROFS}; rename 0");
        });

        FailureScope.Current.ShouldBeNull();
        (await Victim.RunAsync(steps)).ShouldBe("mkdir 0; rename 0");
    }

    [Fact]
    public async Task A_process_can_join_and_leave_inner_scopes_while_it_runs()
    {
        string[] step = ["wait", "call", "mkdir", "call", "rename"];
        using var process = Victim.Start([.. step, .. step, .. step, .. step]);
        async Task<string> NextAsync()
        {
            await process.StandardInput.WriteLineAsync();
            return $"{await process.StandardOutput.ReadLineAsync()}; {await process.StandardOutput.ReadLineAsync()}";
        }

        await WithFailureConfig(NoMkdir, async outer =>
        {
            await outer.JoinAsync(process);
            (await NextAsync()).ShouldBe($"mkdir {(int)Errno.EROFS}; rename 0");
            for (var i = 0; i < 2; i++)
            {
                await WithFailureConfig(NoRename, async inner =>
                {
                    await inner.JoinAsync(process);
                    await outer.JoinAsync(process); // has joined already; takes nothing away
                    (await NextAsync()).ShouldBe($"mkdir {(int)Errno.EROFS}; rename {(int)Errno.EXDEV}");
                });
            }
        });

        (await NextAsync()).ShouldBe("mkdir 0; rename 0");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_later_child_of_a_process_that_has_joined_an_inner_scope_is_in_both()
    {
        using var process = Victim.Start("wait", "fork", "call", "mkdir", "call", "rename");

        await WithFailureConfig(NoMkdir, async outer =>
        {
            await outer.JoinAsync(process);
            await WithFailureConfig(NoRename, async inner =>
            {
                await inner.JoinAsync(process);
                await process.StandardInput.WriteLineAsync();
                (await Command.FinishAsync(process)).Output.ShouldBe($"mkdir {(int)Errno.EROFS}; rename {(int)Errno.EXDEV}");
            });
        });
    }

    [Fact]
    public async Task A_program_that_a_thread_executes_at_its_second_try_is_in_the_scopes_of_then()
    {
        const string Script = """
            import os, sys, threading
            with open("no-program", "w") as file: file.write("neither ELF nor a script")
            os.chmod("no-program", 0o755)
            def execute():
                sys.stdin.readline()
                try: os.execv("./no-program", ["no-program"])
                except OSError as error: print(error.errno, flush=True)
                sys.stdin.readline()
                os.execv(sys.argv[1], ["victim", "call", "mkdir", "call", "rename"])
            threading.Thread(target=execute).start()
            """;
        using var process = Command.Start("/usr/bin/python3", "-c", Script, Victim.Program);

        await WithFailureConfig(NoMkdir, async outer =>
        {
            await outer.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await process.StandardOutput.ReadLineAsync()).ShouldBe($"{(int)Errno.ENOEXEC}");
            await WithFailureConfig(NoRename, async inner =>
            {
                await inner.JoinAsync(process);
                await process.StandardInput.WriteLineAsync();
                (await Command.FinishAsync(process)).Output.ShouldBe($"mkdir {(int)Errno.EROFS}; rename {(int)Errno.EXDEV}");
            });
        });
    }

    [Fact]
    public async Task A_process_cannot_be_in_two_scopes_that_have_nothing_to_do_with_each_other()
    {
        using var process = Victim.Start("wait", "call", "mkdir");
        await using var first = FailureScope.Open(NoMkdir);
        await first.JoinAsync(process);

        Task<ScopeConflictException> refused;
        FailureScope second = null!;
        using (ExecutionContext.SuppressFlow())
        {
            refused = Task.Run(async () =>
            {
                await using (second = FailureScope.Open(NoRename))
                    return await Should.ThrowAsync<ScopeConflictException>(second.JoinAsync(process));
            });
        }

        (await refused).Message.ShouldBe(
            $"Process {process.Id} cannot join scope {second.Number} (no_rename): it belongs to scope {first.Number} (no_mkdir), "
            + "which is neither around it nor inside it. Close that scope first, or open this one inside it.");
        second.GetEvidence().Members.ShouldBeEmpty();

        await process.StandardInput.WriteLineAsync();
        (await Command.FinishAsync(process)).Output.ShouldBe($"mkdir {(int)Errno.EROFS}");
    }

    [Fact]
    public async Task A_process_can_join_one_scope_after_another()
    {
        using var process = Victim.Start("wait", "call", "mkdir", "wait", "call", "rename");
        await WithFailureConfig(NoMkdir, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await process.StandardOutput.ReadLineAsync()).ShouldBe($"mkdir {(int)Errno.EROFS}");
        });
        await WithFailureConfig(NoRename, async scope =>
        {
            await scope.JoinAsync(process);
            await process.StandardInput.WriteLineAsync();
            (await process.StandardOutput.ReadLineAsync()).ShouldBe($"rename {(int)Errno.EXDEV}");
        });
    }
}
