using Minderbinder.Testing;
using Minderbinder.Testing.SayYes;
using Xunit;
using static Minderbinder.Testing.FailureInjector;

namespace Scripts.Tests;

/// <summary>A shell script that archives a folder with tar and curl, and then deletes it.</summary>
public sealed class CurlTests : IClassFixture<SayYesFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string _script = Path.Combine(AppContext.BaseDirectory, "archive.sh");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archive-");
    private readonly SayYesServer _server;
    private readonly string _photos;

    public CurlTests(SayYesFixture fixture)
    {
        _server = fixture.Server;
        _server.Clear();
        _photos = _folder.CreateSubdirectory("photos").FullName;
        File.WriteAllText(Path.Combine(_photos, "beach.jpg"), "sand and sea");
        File.WriteAllText(Path.Combine(_photos, "hills.jpg"), "rain and fog");
    }

    /// <summary>
    /// Only curl's packets, and only those to the server, whose port is known at run time: a record in a block instead of an attribute.
    /// </summary>
    [FailureFact]
    public async Task Nothing_is_deleted_when_the_line_is_dead()
    {
        var dead = new FailureConfig(new OutgoingNetworkFailure { Targets = ["curl"], DestinationPorts = [_server.BaseUrl.Port] });

        await WithFailureConfig(dead, async scope =>
        {
            await using var script = await scope.LaunchAsync("bash", _script, _photos, $"{_server.BaseUrl}photos.tar");

            Assert.NotEqual(0, await script.WaitForExitAsync(Patience));
            Assert.True(File.Exists(Path.Combine(_photos, "beach.jpg")));
        });
    }

    /// <summary>A bug, see samples/Curl/README.md: what tar cannot read is not in the archive, and is deleted all the same.</summary>
    [FailureFact]
    [InjectFailure("openat", Errno.EIO, Process = "tar", Path = "photos/hills.jpg")]
    public async Task BUG_What_cannot_be_read_is_lost()
    {
        await using var script = await FailureScope.Required.LaunchAsync("bash", _script, _photos, $"{_server.BaseUrl}photos.tar");

        Assert.Equal(0, await script.WaitForExitAsync(Patience));
        var archive = Assert.Single(_server.ShouldHaveReceived("PUT", "/photos.tar", times: 1));
        Assert.Contains("sand and sea", archive.BodyText);
        Assert.DoesNotContain("rain and fog", archive.BodyText);
        Assert.False(Directory.Exists(_photos));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
