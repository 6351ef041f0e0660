namespace Minderbinder.Testing.Tests;

public class MutilatedYamlTests
{
    private const string Fragments = "\n\t  :-[]{}#&*!|>'\"%@`,?\\\0~<x1é😀\ufeff";

    [Theory]
    [InlineData(22)]
    [InlineData(1961)]
    public void Whatever_stands_in_a_file_it_is_read_or_refused_with_its_place(int seed)
    {
        var random = new Random(seed);
        var generator = new ConfigGenerator(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var yaml = generator.Next().ToYaml();
            for (var damage = random.Next(1, 6); damage > 0; damage--)
                yaml = Damage(yaml, random);

            try
            {
                FailureConfig.FromYaml(yaml).FindProblems().ShouldBeEmpty();
            }
            catch (InvalidFailureConfigException exception)
            {
                exception.Problems.ShouldNotBeEmpty();
                exception.Problems.ShouldAllBe(problem => problem.Line >= 1 && problem.Column >= 1, yaml);
            }
            catch (Exception exception) when (exception is not ShouldAssertException)
            {
                Assert.Fail($"{exception}\n{yaml}");
            }
        }
    }

    private static string Damage(string yaml, Random random)
    {
        var at = random.Next(yaml.Length + 1);
        return random.Next(3) switch
        {
            0 => yaml.Insert(at, Fragments[random.Next(Fragments.Length)].ToString()),
            1 => yaml[..at] + yaml[Math.Min(yaml.Length, at + random.Next(1, 12))..],
            _ => yaml.Insert(at, yaml[random.Next(at + 1)..at]),
        };
    }
}
