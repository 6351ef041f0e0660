namespace Minderbinder.Tool.Screen;

/// <summary>Shows a scope on the terminal, and does what the keys say.</summary>
internal static class LiveScreen
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Until the user quits, or <paramref name="end"/>.</summary>
    public static async Task ShowAsync(ScreenSource source, CancellationToken end)
    {
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(end);
        using var pressed = new SemaphoreSlim(0);
        var state = new ScreenState();
        using var terminal = new ScreenTerminal();
        Console.TreatControlCAsInput = true;

        // Reading all the time also keeps the terminal from showing what is typed.
        new Thread(ReadKeys) { IsBackground = true, Name = "Minderbinder keys" }.Start();

        while (!quit.IsCancellationRequested)
        {
            var model = source.Sample(state);
            terminal.Draw((width, height) => ScreenView.Draw(model, width, height));
            try
            {
                await pressed.WaitAsync(Interval, quit.Token);
            }
            catch (OperationCanceledException)
            {
                // The next look at the token ends it.
            }
        }

        Console.TreatControlCAsInput = false;

        void ReadKeys()
        {
            while (!end.IsCancellationRequested)
            {
                var (next, action) = ScreenKeys.Press(state, Console.ReadKey(intercept: true), source.Failures);
                state = next;
                if (action == ScreenAction.Quit)
                {
                    quit.Cancel();
                    return;
                }

                source.Do(action, next.Selected);
                pressed.Release();
            }
        }
    }
}
