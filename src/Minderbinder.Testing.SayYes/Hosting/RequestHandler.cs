using Microsoft.AspNetCore.Http;
using Minderbinder.Testing.SayYes.Faults;
using Minderbinder.Testing.SayYes.Replies;
using Minderbinder.Testing.SayYes.Requests;
using Minderbinder.Testing.SayYes.Rules;

namespace Minderbinder.Testing.SayYes.Hosting;

/// <summary>What happens to a request: a rule is found, the request is read and noted, the answer is given.</summary>
internal sealed class RequestHandler(RuleSet rules, RequestReader reader, Cors cors)
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or the server stops: nobody is left to answer.
        }
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken over)
    {
        var origin = cors.Evaluate(context);
        var answer = rules.Take(context.Request.Method, RequestReader.Path(context), origin.IsPreflightRequest);
        var reply = Complete(answer, context);
        cors.Apply(origin, context.Response, reply);
        if (answer.IsPlainYes && Grpc.IsCall(context.Request))
        {
            // A client that streams may wait for the head before it sends.
            reply.WriteHead(context, reply.Body.Length);
            await context.Response.StartAsync(over);
            await context.Response.Body.FlushAsync(over);
        }

        var isWebSocket = context.WebSockets.IsWebSocketRequest;
        if (isWebSocket || HttpMethods.IsConnect(context.Request.Method))
            reader.Note(context);
        else
            await reader.ReadAsync(context, over);

        await Task.Delay(answer.Delay, over);
        if (isWebSocket && answer is { Reply: null, Delivery: Whole })
            await WebSocketEcho.RunAsync(context, over);
        else
            await answer.Delivery.DeliverAsync(context, reply, over);
    }

    /// <summary>The reply of a rule, with a body that fits the request where it has none of its own.</summary>
    private static Reply Complete(Answer answer, HttpContext context)
    {
        if (answer.HasOwnBody)
            return answer.Reply!;
        if (answer.Reply is { } bare)
            return ContentNegotiation.Choose(context.Request) with { Status = bare.Status, Headers = bare.Headers };
        if (Grpc.IsCall(context.Request))
            return Grpc.ToReply(context.Request);

        var yes = ContentNegotiation.Choose(context.Request);
        return HttpMethods.IsOptions(context.Request.Method) ? yes with { Headers = [KeyValuePair.Create("Allow", Methods)] } : yes;
    }
}
