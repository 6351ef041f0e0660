using Microsoft.AspNetCore.WebUtilities;
using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes.Rules;

/// <summary>Looks for a parameter in a query.</summary>
internal static class QueryParameters
{
    public static bool Has(this QueryStringEnumerable query, string name, Wildcard value)
    {
        foreach (var parameter in query)
        {
            if (parameter.DecodeName().Span.SequenceEqual(name) && value.Matches(parameter.DecodeValue().ToString()))
                return true;
        }

        return false;
    }
}
