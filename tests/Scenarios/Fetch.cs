namespace Scenarios;

/// <summary>
/// Gets pages by HttpClient, one after the other over the connections that it pools, and prints each with the version of HTTP that it came by.
/// </summary>
internal static class Fetch
{
    public static async Task<int> RunAsync(string version, string[] urls)
    {
        using var client = new HttpClient
        {
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var url in urls)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(url));
                Console.WriteLine($"{response.Version} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException exception)
            {
                Console.WriteLine($"{exception.HttpRequestError}");
            }
        }

        return 0;
    }
}
