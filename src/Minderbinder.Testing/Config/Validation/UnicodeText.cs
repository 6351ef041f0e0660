namespace Minderbinder.Testing;

/// <summary>Tells text from strings that neither a file in UTF-8 nor the kernel can hold.</summary>
internal static class UnicodeText
{
    /// <summary>What is wrong with a string that is not valid.</summary>
    public const string HalfACharacter = "half a character (a surrogate without its partner)";

    public static bool IsValid(string text) => IndexOfLoneSurrogate(text) < 0;

    /// <summary>The first surrogate without its partner, or -1.</summary>
    public static int IndexOfLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }

        return -1;
    }
}
