namespace Minderbinder.Testing.Kernel.Layout;

/// <summary>Sizes that bpf/shared.h fixes.</summary>
internal static class Limits
{
    public const int Scopes = 1024;
    public const int ScopeDepth = 8;
    public const int RingSize = 1024 * 1024;
    public const int RulesPerCall = 16;
    public const int NameSize = 64;
    public const int Names = 3;
    public const int Returned = 8;
    public const int Conditions = 4;
    public const int Ports = 4;
    public const int Addresses = 4;
    public const int Interfaces = 16;
    public const int PathArguments = 2;
    public const int Classes = 64;
    public const int SubjectSize = 256;
    public const int Calls = 512;
    public const int Stripes = 16;
    public const int TraceSubject = 232;
}
