using System.Text.Json;

namespace Minderbinder.Tool.Tests;

public class ValidateTests
{
    private const string Good = "agents_of_chaos:\n  syscall:\n    - syscall: fsync\n      error: EIO\n";

    [Fact]
    public async Task A_valid_config()
    {
        var file = Tool.FileWith(Good);

        (await Tool.RunAsync("validate", file)).ShouldBe(new(0, $"{file}: valid, 1 failure\n", ""));
    }

    [Fact]
    public async Task Every_problem_is_told_with_its_place_and_a_remedy()
    {
        var file = Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsinc\n      error: EIOO\n");

        (await Tool.RunAsync("validate", file)).ShouldBe(new(
            1,
            $"{file}: The failure config has 2 problems:\n"
            + $"  {file}:3:16: agents_of_chaos.syscall[0].syscall: there is no system call 'fsinc'; did you mean 'fsync'?\n"
            + $"  {file}:4:14: agents_of_chaos.syscall[0].error: there is no error 'EIOO'; did you mean 'EIO'?\n",
            ""));
    }

    [Fact]
    public async Task For_a_machine_it_is_json()
    {
        var (good, bad) = (Tool.FileWith(Good), Tool.FileWith("agents_of_chaos:\n  syscall:\n    - syscall: fsinc\n      error: EIO\n"));

        var result = await Tool.RunAsync("validate", "--json", good, bad, "/no/such/file.yaml");

        result.ExitCode.ShouldBe(1);
        var files = JsonDocument.Parse(result.Output).RootElement;
        files.EnumerateArray().Select(file => file.GetProperty("valid").GetBoolean()).ShouldBe([true, false, false]);
        files[0].GetProperty("failures").GetInt32().ShouldBe(1);
        var problem = files[1].GetProperty("problems")[0];
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe((3, 16));
        problem.GetProperty("path").GetString().ShouldBe("agents_of_chaos.syscall[0].syscall");
        problem.GetProperty("message").GetString().ShouldBe("there is no system call 'fsinc'; did you mean 'fsync'?");
        files[2].GetProperty("problems")[0].GetProperty("message").GetString()!.ShouldStartWith("Could not find ");
    }

    [Fact]
    public async Task All_files_are_looked_at_and_one_bad_one_is_enough()
    {
        var (good, missing) = (Tool.FileWith(Good), "/no/such/file.yaml");

        var result = await Tool.RunAsync("validate", missing, good);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldStartWith($"{missing}: Could not find ");
        result.Output.ShouldEndWith($"\n{good}: valid, 1 failure\n");
    }

    [Fact]
    public async Task A_folder_is_no_config() => (await Tool.RunAsync("validate", Path.GetTempPath())).ExitCode.ShouldBe(1);
}
