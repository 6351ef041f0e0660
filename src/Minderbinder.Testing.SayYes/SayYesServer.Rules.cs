using Minderbinder.Testing.SayYes.Requests;

namespace Minderbinder.Testing.SayYes;

public sealed partial class SayYesServer
{
    /// <summary>
    /// Registers a rule for certain requests. It says yes until it is told otherwise: <c>yes.On("POST", "/pay").Respond(402)</c>. Of
    /// several rules that match a request the one that was registered last decides; one that is used up
    /// (<see cref="SayYesRule.Times"/>) or disposed leaves it to those before. The rule is chosen when the head of the request is there.
    /// </summary>
    /// <param name="method">
    /// The method, in capitals or not, or <c>*</c> for any. <c>*</c> leaves out the preflight requests of browsers (CORS); <c>OPTIONS</c>
    /// means them too.
    /// </param>
    /// <param name="path">
    /// The path, decoded and without the query, case-sensitive. A <c>*</c> in it stands for any characters, slashes included.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="path"/> can match no request.</exception>
    public SayYesRule On(string method, string path) => _rules.Add(new RequestPattern(method, path));

    /// <summary>
    /// Removes all rules and forgets all requests, for the next test. Requests that are being answered go on as their rule said.
    /// </summary>
    public void Clear()
    {
        _rules.Clear();
        _log.Clear();
    }
}
