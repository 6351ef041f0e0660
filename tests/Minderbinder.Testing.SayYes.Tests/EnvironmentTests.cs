using System.Diagnostics;

namespace Minderbinder.Testing.SayYes.Tests;

public class EnvironmentTests(SayYesFixture fixture) : IClassFixture<SayYesFixture>
{
    private readonly SayYesServer _yes = fixture.Server;

    [Fact]
    public void A_variable_for_each_name()
    {
        _yes.Environment("Downstream__{name}__BaseUrl", "payments", "stock").ShouldBe(
            new Dictionary<string, string>
            {
                ["SSL_CERT_FILE"] = _yes.CertificateFile,
                ["Downstream__payments__BaseUrl"] = $"http://127.0.0.1:{_yes.BaseUrl.Port}",
                ["Downstream__stock__BaseUrl"] = $"http://127.0.0.1:{_yes.BaseUrl.Port}",
            },
            ignoreOrder: true);
        _yes.SecureEnvironment("{name}_URL", "PAYMENTS")["PAYMENTS_URL"].ShouldBe($"https://127.0.0.1:{_yes.SecureBaseUrl.Port}");
        _yes.Environment("http_proxy")["http_proxy"].ShouldBe($"http://127.0.0.1:{_yes.BaseUrl.Port}");
    }

    [Fact]
    public async Task A_process_gets_them_beside_its_own()
    {
        var startInfo = new ProcessStartInfo("sh", ["-c", "echo \"$SHOP $HOME\"; grep -c BEGIN \"$SSL_CERT_FILE\""])
        {
            RedirectStandardOutput = true,
        };
        startInfo.Environment["HOME"] = "/nowhere";
        startInfo.WithEnvironment(_yes.SecureEnvironment("SHOP")).ShouldBeSameAs(startInfo);
        using var shell = Process.Start(startInfo)!;

        (await shell.StandardOutput.ReadToEndAsync()).ShouldBe($"https://127.0.0.1:{_yes.SecureBaseUrl.Port} /nowhere\n1\n");
        await shell.WaitForExitAsync();
    }

    [Theory]
    [InlineData("URL", "'URL' has no place for the names (payments). Put {name} where they belong.", "payments")]
    [InlineData("URL_{name}", "'URL_{name}' has a place for names, but there are none. Give at least one.")]
    [InlineData("URL_{name}", "'URL_a=b' is not the name of an environment variable: leave out '='.", "a=b")]
    public void What_does_not_fit_is_an_error(string pattern, string message, params string[] names) =>
        Should.Throw<ArgumentException>(() => _yes.Environment(pattern, names)).Message.ShouldStartWith(message);
}
