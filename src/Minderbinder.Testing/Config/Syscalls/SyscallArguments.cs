namespace Minderbinder.Testing;

/// <summary>
/// Where the subject of a system call is among its arguments: what filters by path, descriptor, address and port look at.
/// </summary>
internal sealed partial record SyscallArguments
{
    private static readonly SyscallArguments None = new();

    /// <summary>The path arguments, in order; at most two.</summary>
    public ValueList<PathArgument> Paths { get; private init; } = [];

    /// <summary>
    /// Which argument is the descriptor that the call is on, or <see langword="null"/> for none. The folder that a path starts at is not
    /// one: it is part of <see cref="Paths"/>.
    /// </summary>
    public int? Descriptor { get; private init; }

    /// <summary>Which argument is a second descriptor, for calls on two (<c>sendfile</c>), or <see langword="null"/> for none.</summary>
    public int? SecondDescriptor { get; private init; }

    /// <summary>Whether its descriptors can be files that have a path.</summary>
    public bool CanBeFile { get; private init; }

    /// <summary>Whether its descriptor can be a socket that has a peer.</summary>
    public bool CanBeSocket { get; private init; }

    /// <summary>Which argument points to a <c>struct sockaddr</c> that the program fills in, or <see langword="null"/> for none.</summary>
    public int? Address { get; private init; }

    /// <summary>Whether a filter can ask for a path: an argument, that of an open file, or that of a unix socket.</summary>
    public bool HasPath => Paths.Count > 0 || CanBeFile || HasPeer;

    public bool HasDescriptor => Descriptor is not null;

    /// <summary>Whether a filter can ask for an address or a port.</summary>
    public bool HasPeer => CanBeSocket || Address is not null;

    /// <summary>The arguments of a call; without any subject if it has none, or is not known.</summary>
    public static SyscallArguments For(string syscall) => Table.GetValueOrDefault(syscall, None);
}

/// <summary>An argument that is a path.</summary>
/// <param name="Position">Which argument; 0 to 5.</param>
/// <param name="Folder">
/// Which argument is the descriptor of the folder that a relative path starts at (and of the file itself, if the path is empty), or
/// <see langword="null"/> for none: it then starts at the current directory.
/// </param>
internal sealed record PathArgument(int Position, int? Folder = null);
