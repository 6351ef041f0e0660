namespace Minderbinder.Testing.Processes;

/// <summary>Somebody waiting for a line.</summary>
internal sealed class OutputSearch(Func<string, bool> isMatch)
{
    // Lines arrive on the thread that reads them; whoever waits must not go on there.
    private readonly TaskCompletionSource<OutputLine> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<OutputLine> Found => _found.Task;

    /// <summary>Looks at a line. True when the search is over: found, or the test's own pattern failed.</summary>
    public bool Ends(OutputLine line)
    {
        try
        {
            return isMatch(line.Text) && _found.TrySetResult(line);
        }
        catch (Exception exception)
        {
            // A Regex may run into its own time limit. That is the test's affair, not the reading thread's.
            return _found.TrySetException(exception);
        }
    }

    public void Cancel() => _found.TrySetCanceled();
}
