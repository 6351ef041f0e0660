using System.Globalization;

namespace Minderbinder.Tool.Tests;

/// <summary>What is to be seen of processes.</summary>
internal static class Running
{
    public static bool IsAlive(int id)
    {
        try
        {
            // "123 (name) S ..."; a zombie is nobody.
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (Exception exception) when (exception is IOException)
        {
            return false;
        }
    }

    public static int ChildOf(int id) =>
        int.Parse(
            File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem(),
            CultureInfo.InvariantCulture);
}
