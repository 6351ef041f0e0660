using System.Text;
using Minderbinder.Testing.Processes;

namespace Minderbinder.Testing.Tests.Processes;

public class LineAssemblerTests
{
    private readonly LineAssembler _assembler = new();
    private readonly List<string> _lines = [];

    [Fact]
    public void A_line_may_come_in_pieces()
    {
        Add("on");
        _assembler.Unfinished.ShouldBe("on");
        Add("e\ntwo\nth");

        _lines.ShouldBe(["one", "two"]);
        _assembler.Unfinished.ShouldBe("th");
    }

    [Fact]
    public void Empty_lines_count()
    {
        Add("\n\na\n");

        _lines.ShouldBe(["", "", "a"]);
        _assembler.Unfinished.ShouldBeNull();
    }

    [Fact]
    public void A_carriage_return_belongs_to_the_line_break_also_in_another_piece()
    {
        Add("a\r");
        Add("\nb\rc\r\n");

        _lines.ShouldBe(["a", "b\rc"]);
    }

    [Fact]
    public void A_character_may_come_in_pieces()
    {
        foreach (var single in Encoding.UTF8.GetBytes("grün €\n"))
            _assembler.Add([single], _lines);

        _lines.ShouldBe(["grün €"]);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        _assembler.Add([(byte)'a', 0xFF, (byte)'\n', 0xC3], _lines);

        _lines.ShouldBe(["a\uFFFD"]);
        _assembler.End().ShouldBe("\uFFFD");
    }

    [Fact]
    public void The_end_makes_a_line_of_what_is_left_once()
    {
        Add("left");

        _assembler.End().ShouldBe("left");
        _assembler.End().ShouldBeNull();
        _assembler.Unfinished.ShouldBeNull();
    }

    [Fact]
    public void A_very_long_line_is_cut_and_says_so()
    {
        Add(new string('x', LineAssembler.MaxLength - 1));
        Add(new string('y', 1000));
        Add("\nnext\n");

        _lines.ShouldBe([new string('x', LineAssembler.MaxLength - 1) + "y [... 999 more characters]", "next"]);
    }

    private void Add(string text) => _assembler.Add(Encoding.UTF8.GetBytes(text), _lines);
}
