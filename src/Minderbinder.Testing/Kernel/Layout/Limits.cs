namespace Minderbinder.Testing.Kernel.Layout;

/// <summary>Sizes that bpf/shared.h fixes.</summary>
internal static class Limits
{
    public const int ScopeDepth = 8;
    public const int RulesPerCall = 16;
    public const int NameSize = 64;
    public const int Names = 3;
}
