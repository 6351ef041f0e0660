using System.Net;
using Minderbinder.Testing.Connections;
using Minderbinder.Testing.Connections.Names;

namespace Minderbinder.Testing.Tests.Connections;

public class DnsTests
{
    // dig's question for example.test A, with its EDNS record.
    private static readonly byte[] Question =
        Convert.FromHexString("ABCD01200001000000000001" + "07" + "6578616D706C65" + "04" + "74657374" + "00" + "0001" + "0001"
            + "0000290500000000000000");

    [Fact]
    public void A_question_is_read() => DnsQuestion.TryRead(Question).ShouldBe(new DnsQuestion("example.test", 1, 30));

    [Fact]
    public void What_is_no_question_is_left_to_others()
    {
        for (var length = 0; length < 30; length++)
            DnsQuestion.TryRead(Question.AsSpan(0, length)).ShouldBeNull();
        byte[] reply = [.. Question];
        reply[2] |= 0x80;
        DnsQuestion.TryRead(reply).ShouldBeNull();
    }

    [Fact]
    public void An_address_is_answered()
    {
        var reply = DnsReply.Address(Question, DnsQuestion.TryRead(Question)!, IPAddress.Parse("192.0.2.7"));

        Convert.ToHexString(reply).ShouldBe(
            "ABCD81800001000100000000" + "076578616D706C65047465737400" + "00010001" + "C00C" + "00010001" + "00000001" + "0004" + "C0000207");
        DnsReply.AddressesIn(reply).ShouldBe([IPAddress.Parse("192.0.2.7")]);
    }

    [Fact]
    public void A_name_has_no_record_of_another_kind()
    {
        byte[] other = [.. Question];
        other[27] = 28;

        Convert.ToHexString(DnsReply.Address(other, DnsQuestion.TryRead(other)!, IPAddress.Loopback)).ShouldBe(
            "ABCD81800001000000000000" + "076578616D706C65047465737400" + "001C0001");
    }

    [Fact]
    public void A_refusal_says_why() => Convert.ToHexString(DnsReply.Refusal(Question, DnsQuestion.TryRead(Question)!, DnsReply.NoSuchName)).ShouldBe(
        "ABCD81830001000000000000" + "076578616D706C65047465737400" + "00010001");

    [Fact]
    public void Broken_answers_have_no_addresses()
    {
        var reply = DnsReply.Address(Question, DnsQuestion.TryRead(Question)!, IPAddress.Loopback);
        for (var length = 0; length < reply.Length; length++)
            DnsReply.AddressesIn(reply.AsSpan(0, length)).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_keeps_its_address()
    {
        var address = StandIns.For("Stand-In.Example.")!;

        StandIns.For("stand-in.example").ShouldBe(address);
        StandIns.NameOf(address).ShouldBe("stand-in.example");
        StandIns.For("other.example").ShouldNotBe(address);
        address.ToString().ShouldMatch(@"^(192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+)\.\d+$");
    }

    [Theory]
    [InlineData("db.internal", "DB.internal.", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*", "anything", true)]
    [InlineData("db", "db2", false)]
    public void Patterns_match_names(string pattern, string host, bool matches) => HostPattern.Matches(pattern, host).ShouldBe(matches);
}
