using System.Runtime.InteropServices;
using Minderbinder.Testing.Native;

namespace Minderbinder.Testing.Tests.Native;

public class BundledLibBpfTests
{
    /// <summary>Where the build puts what it bundles, for every project that refers to the library.</summary>
    private static readonly string Bundle = Path.Combine(AppContext.BaseDirectory, "runtimes/linux-x64/native");

    [Fact]
    public void What_the_host_knows_comes_first_then_the_program() =>
        BundledLibBpf.Folders("/cache/native/:/app/", "/app/").ShouldBe(["/cache/native/", "/app/", "/app/", "/app/runtimes/linux-x64/native"]);

    [Fact]
    public void A_host_may_know_nothing() => BundledLibBpf.Folders(null, "/app/").ShouldBe(["/app/", "/app/runtimes/linux-x64/native"]);

    [Fact]
    public void It_loads_with_what_it_needs_from_its_own_folder()
    {
        var folder = CopyOfBundle();

        BundledLibBpf.TryLoad([folder], out var handle).ShouldBeTrue();

        NativeLibrary.TryGetExport(handle, "bpf_object__open_mem", out _).ShouldBeTrue();
        LoadedFrom(folder).ShouldBe(Directory.GetFiles(folder).Select(Path.GetFileName), ignoreOrder: true);
    }

    [Fact]
    public void A_folder_without_it_is_passed_over() =>
        BundledLibBpf.TryLoad([Directory.CreateTempSubdirectory().FullName, Bundle], out _).ShouldBeTrue();

    [Fact]
    public void None_is_found_where_there_is_none()
    {
        BundledLibBpf.TryLoad([Directory.CreateTempSubdirectory().FullName, "/no/such/folder"], out var handle).ShouldBeFalse();

        handle.ShouldBe(0);
    }

    /// <summary>As on a machine whose C library is too old for one of them.</summary>
    [Theory]
    [InlineData("libz.so.1")]
    [InlineData("libelf.so.1")]
    [InlineData("libbpf.so.1")]
    public void One_that_cannot_be_loaded_leaves_none_of_its_folder_behind(string file)
    {
        var folder = CopyOfBundle();
        File.WriteAllText(Path.Combine(folder, file), "this is no library");

        BundledLibBpf.TryLoad([folder], out _).ShouldBeFalse();

        LoadedFrom(folder).ShouldBeEmpty();
        BundledLibBpf.TryLoad([folder, Bundle], out _).ShouldBeTrue();
    }

    [Fact]
    public void Its_version_is_one_that_the_library_is_written_for()
    {
        NativeLibraries.HasLibBpf.ShouldBeTrue();

        Version.Parse(LibBpf.Version[1..]).ShouldBeGreaterThanOrEqualTo(new Version(1, 1));
    }

    private static string CopyOfBundle()
    {
        var folder = Directory.CreateTempSubdirectory("minderbinder-").FullName;
        foreach (var file in Directory.GetFiles(Bundle))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    private static IEnumerable<string> LoadedFrom(string folder) => File.ReadLines("/proc/self/maps")
        .Where(line => line.Contains(folder, StringComparison.Ordinal)).Select(line => Path.GetFileName(line)).Distinct();
}
