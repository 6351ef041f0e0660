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
        var head = RequestReader.Head(context);
        var request = rules.NeedBody(head, origin.IsPreflightRequest) ? await ReceiveAsync(context, over) : null;
        var answer = rules.Take(request ?? head, origin.IsPreflightRequest);
        if (request is null && answer.IsPlainYes && Grpc.IsCall(context.Request))
        {
            // A client that streams may wait for the head before it sends.
            var yes = Grpc.ToReply(context.Request);
            cors.Apply(origin, context.Response, yes);
            yes.WriteHead(context, yes.Body.Length);
            await context.Response.StartAsync(over);
            await context.Response.Body.FlushAsync(over);
        }

        request ??= await ReceiveAsync(context, over);
        var reply = Complete(answer, context, request);
        if (!context.Response.HasStarted)
            cors.Apply(origin, context.Response, reply);

        await Task.Delay(answer.Delay, over);
        if (context.WebSockets.IsWebSocketRequest && answer is { Reply: null, Build: null, Delivery: Whole })
            await WebSocketEcho.RunAsync(context, over);
        else
            await answer.Delivery.DeliverAsync(context, reply, over);
    }

    private async Task<ReceivedRequest> ReceiveAsync(HttpContext context, CancellationToken over) =>
        context.WebSockets.IsWebSocketRequest || HttpMethods.IsConnect(context.Request.Method)
            ? reader.Note(context)
            : await reader.ReadAsync(context, over);

    /// <summary>The reply of a rule, with a body that fits the request where it has none of its own.</summary>
    private static Reply Complete(Answer answer, HttpContext context, ReceivedRequest request)
    {
        var reply = answer.Build is { } build ? Build(build, request) : answer.Reply;
        if (reply is { HasOwnBody: true })
            return reply.ContentType == Grpc.ContentType && Grpc.IsCall(context.Request)
                ? reply with { ContentType = context.Request.ContentType }
                : reply;
        if (reply is { } bare)
            return ContentNegotiation.Choose(context.Request) with { Status = bare.Status, Headers = bare.Headers };
        if (Grpc.IsCall(context.Request))
            return Grpc.ToReply(context.Request);

        var yes = ContentNegotiation.Choose(context.Request);
        return HttpMethods.IsOptions(context.Request.Method) ? yes with { Headers = [KeyValuePair.Create("Allow", Methods)] } : yes;
    }

    private static Reply Build(Func<ReceivedRequest, SayYesReply> build, ReceivedRequest request)
    {
        try
        {
            return (build(request) ?? throw new InvalidOperationException("It built null.")).ToReply();
        }
        catch (Exception exception)
        {
            // A test's own mistake: the client has to see something, and whoever reads its log the reason.
            return SayYesReply.Text($"The reply to {request.Method} {request.Path} could not be built: {exception}", status: 500).ToReply();
        }
    }
}
