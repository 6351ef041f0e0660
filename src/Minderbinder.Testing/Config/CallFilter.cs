namespace Minderbinder.Testing;

/// <summary>
/// Which calls of a system call are meant: those for which everything given here holds. Within a list of paths, addresses or ports
/// one is enough; conditions on arguments must all hold. Which of them a system call can have depends on its arguments: a failure
/// whose filter asks for what the call does not have is refused.
/// </summary>
public sealed record CallFilter
{
    /// <summary>How many addresses, ports, or conditions a filter can have: the kernel side keeps them in arrays of this length.</summary>
    internal const int MaxItems = 4;

    /// <summary>
    /// Patterns for the path that the call is about, made absolute: the path argument, the path of the open file, or that of a unix
    /// socket. <c>*</c> is any text without a slash, <c>**</c> any text, <c>?</c> one character other than a slash, and a backslash
    /// takes the next character literally. A pattern that does not begin with a slash matches in any folder: <c>*.db-journal</c>.
    /// Each has at most 1,000 bytes in UTF-8. Defaults to an empty list: any path.
    /// </summary>
    public ValueList<string> Paths
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>The file descriptor that the call is on; 0 or more. Defaults to <see langword="null"/>: any.</summary>
    public int? Descriptor { get; init; }

    /// <summary>
    /// The IP addresses, v4 or v6, that the call names, or else those of the peer of its socket: single ones (<c>::1</c>), or all
    /// those with a common prefix (<c>10.0.0.0/8</c>). At most 4. Defaults to an empty list: any address.
    /// </summary>
    public ValueList<string> Addresses
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// The ports that the call names, or else those of the peer of its socket: <c>Ports = [5432, new(8000, 8080)]</c>. At most 4.
    /// Defaults to an empty list: any port.
    /// </summary>
    public ValueList<PortRange> Ports
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// Conditions on the numbers that are the call's arguments: <c>Arguments = ["arg2 &amp; O_WRONLY", "arg3 >= 4096"]</c>.
    /// At most 4. Defaults to an empty list: any arguments.
    /// </summary>
    public ValueList<ArgumentCondition> Arguments
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];
}
