namespace Minderbinder.Testing;

/// <summary>What a call is about.</summary>
internal enum SubjectKind
{
    /// <summary>Nothing that a filter can ask for: a pipe, or a number of processes.</summary>
    None,

    /// <summary>A file, folder, or unix socket.</summary>
    Path,

    /// <summary>The other end of a socket.</summary>
    Peer,
}
