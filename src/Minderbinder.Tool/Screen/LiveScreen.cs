using System.Threading.Channels;

namespace Minderbinder.Tool.Screen;

/// <summary>Shows a scope on the terminal, and does what the keys say.</summary>
internal static class LiveScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Until the user quits, or <paramref name="end"/>.</summary>
    public static async Task ShowAsync(ScreenSource source, CancellationToken end)
    {
        var state = new ScreenState();
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        using var terminal = new ScreenTerminal();

        // Reading all the time also keeps the terminal from showing what is typed.
        new Thread(() => ReadKeys(keys.Writer)) { IsBackground = true, Name = "Minderbinder keys" }.Start();

        do
        {
            while (keys.Reader.TryRead(out var key))
            {
                (state, var action) = ScreenKeys.Press(state, key, source.Failures);
                if (action == ScreenAction.Quit)
                    return;
                if (action == ScreenAction.Suspend)
                    terminal.Suspend();
                else
                    source.Do(action, state.Selected);
            }

            var model = source.Sample(state);
            state = state.In(model);
            terminal.Draw((width, height) => ScreenView.Draw(model, width, height));
        }
        while (await WaitAsync(keys.Reader, end));
    }

    /// <summary>Waits for a key or the next drawing.</summary>
    /// <returns>False if there is nothing to wait for: the end has come, or the terminal is gone.</returns>
    private static async Task<bool> WaitAsync(ChannelReader<ConsoleKeyInfo> keys, CancellationToken end)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(end);
        tick.CancelAfter(Interval);
        try
        {
            return await keys.WaitToReadAsync(tick.Token);
        }
        catch (OperationCanceledException)
        {
            return !end.IsCancellationRequested;
        }
    }

    private static void ReadKeys(ChannelWriter<ConsoleKeyInfo> keys)
    {
        try
        {
            while (true)
                keys.TryWrite(Console.ReadKey(intercept: true));
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            // The terminal is gone.
            keys.TryComplete();
        }
    }
}
