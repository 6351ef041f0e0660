#if NUNIT
using NUnit.Framework;
#endif

namespace Inner;

/// <summary>The process is started before each scope, and joins it.</summary>
[Suite]
#if TUNIT
[NotInParallel]
[ClassDataSource<Service>(Shared = SharedType.PerClass)]
public class PerClass(Service _service)
{
#elif MSTEST
public class PerClass
{
    private static Service _service = null!;

    [ClassInitialize]
    public static void Start(TestContext context) => _service = new Service();

    [ClassCleanup]
    public static async Task StopAsync() => await _service.DisposeAsync();
#elif NUNIT
public class PerClass
{
    private Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task StopAsync() => await _service.DisposeAsync();
#elif XUNIT_V3
public class PerClass(Service _service) : IClassFixture<Service>
{
#else
public class PerClass(PerClass.Fixture fixture) : IClassFixture<PerClass.Fixture>
{
    private readonly Service _service = fixture.Service;

    public sealed class Fixture : IAsyncLifetime
    {
        internal Service Service { get; private set; } = null!;

        public Task InitializeAsync()
        {
            Service = new Service();
            return Task.CompletedTask;
        }

        public Task DisposeAsync() => Service.DisposeAsync().AsTask();
    }
#endif

    [Fact]
    [InjectFailure("openat", Errno.EACCES, Path = Cat.Victim)]
    public async Task It_suffers_in_one_test()
    {
        (await _service.OpenAsync(Cat.Victim)).ShouldBe("opened");
        await FailureScope.Required.JoinAsync(_service.Process);
        (await _service.OpenAsync(Cat.Victim)).ShouldContain("Permission denied");
    }

    [Fact]
    [InjectFailure("openat", Errno.EMFILE, Path = Cat.Victim)]
    public async Task And_otherwise_in_another()
    {
        await FailureScope.Required.JoinAsync(_service.Process);
        (await _service.OpenAsync(Cat.Victim)).ShouldContain("Too many open files");
    }

    [Fact]
    public async Task And_not_in_a_third() => (await _service.OpenAsync(Cat.Victim)).ShouldBe("opened");
}
