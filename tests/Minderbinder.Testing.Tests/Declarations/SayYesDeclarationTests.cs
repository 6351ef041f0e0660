using Minderbinder.Testing.Declarations;

namespace Minderbinder.Testing.Tests.Declarations;

public class SayYesDeclarationTests
{
    [Fact]
    public void Good_ones_have_no_problems()
    {
        new SayYesDeclaration([]) { AllowedHosts = ["*.example.com"] }.FindProblems().ShouldBeEmpty();
        new SayYesDeclaration(["payments", "stock"]) { Variable = "Downstream__{name}__BaseUrl" }.FindProblems().ShouldBeEmpty();
        new SayYesDeclaration(["payments"]) { Variable = "PAYMENTS_URL" }.FindProblems().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(new[] { "payments", " " }, null, "the name of a service is empty.")]
    [InlineData(new string[0], "URL", "Variable is for services that are named; write [SayYes(\"payments\", Variable = ...)].")]
    [InlineData(new[] { "payments", "stock" }, "URL", "all services would get the same variable 'URL'; put {name} where their names belong.")]
    [InlineData(new[] { "payments" }, "", "'' is not the name of an environment variable.")]
    [InlineData(new[] { "payments" }, "URL=", "'URL=' is not the name of an environment variable.")]
    public void A_problem_is_named(string[] services, string? variable, string problem) =>
        new SayYesDeclaration(services) { Variable = variable }.FindProblems().ShouldHaveSingleItem().ShouldBe(problem);

    [Fact]
    public void It_is_shown_as_it_is_written()
    {
        new SayYesDeclaration([]).Text.ShouldBe("[SayYes]");
        new SayYesDeclaration(["payments", "stock"]).Text.ShouldBe("[SayYes(\"payments\", \"stock\")]");
    }

    [Fact]
    public void Only_without_names_is_every_connection_answered()
    {
        SayYesDeclaration.OptionsOf([new(["payments"])]).SayYes.ShouldBeFalse();
        SayYesDeclaration.OptionsOf([new(["payments"]), new([])]).SayYes.ShouldBeTrue();
    }
}
