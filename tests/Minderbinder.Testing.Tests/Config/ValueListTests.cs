namespace Minderbinder.Testing.Tests;

public class ValueListTests
{
    [Fact]
    public void Lists_with_equal_elements_are_equal()
    {
        ValueList<string> one = ["a", "b"];
        ValueList<string> other = ["a", "b"];

        one.Equals(other).ShouldBeTrue();
        (one == other).ShouldBeTrue();
        (one != other).ShouldBeFalse();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b", "a")]
    [InlineData("a", "b", "c")]
    public void Lists_that_differ_are_not_equal(params string[] items)
    {
        ValueList<string> list = ["a", "b"];

        list.Equals([.. items]).ShouldBeFalse();
        (list != [.. items]).ShouldBeTrue();
        list.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Later_changes_of_the_source_do_not_show()
    {
        string[] source = ["a", "b"];
        ValueList<string> list = [.. source];
        source[0] = "changed";

        list.ShouldBe(["a", "b"]);
        list.Count.ShouldBe(2);
        list[1].ShouldBe("b");
    }

    [Fact]
    public void A_null_element_is_refused() =>
        Should.Throw<ArgumentException>(() => { ValueList<string> _ = ["a", null!]; })
            .Message.ShouldStartWith("Element 1 is null; a list of a failure config holds no nulls.");

    [Fact]
    public void It_prints_its_elements()
    {
        ValueList<int> list = [1, 2];

        list.ToString().ShouldBe("[1, 2]");
    }
}
