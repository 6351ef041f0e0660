namespace Minderbinder.Testing.Declarations;

/// <summary>What one attribute of a test says.</summary>
internal abstract class Declaration
{
    /// <summary>The attribute as it may stand in the source: <c>[InjectFailure("fsync", Errno.EIO)]</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Says for which class of tests it is asked, which is where its members are.</summary>
    public virtual void PlaceIn(Type testClass)
    {
    }

    /// <summary>What is wrong with it by itself.</summary>
    public abstract IEnumerable<string> FindProblems();

    protected static string Quote(string text) => $"\"{text}\"";
}
