namespace Minderbinder.Testing;

/// <content>Changing what goes wrong while the scope is open.</content>
public sealed partial class FailureScope
{
    private readonly FailureRates _rates;

    /// <summary>
    /// Lets everything through that a failure is for, from the next call or packet on, until <see cref="Resume"/>. Calls are counted meanwhile as if
    /// its rate were 0; the change stands in <see cref="ScopeEvidence.Changes"/>. Does nothing if the failure is paused already.
    /// </summary>
    /// <param name="failure">One of <see cref="FailureConfig.Failures"/> of <see cref="Config"/>, or one that is equal to it.</param>
    /// <exception cref="ArgumentException">The scope has no such failure.</exception>
    /// <exception cref="ObjectDisposedException">The scope is closed.</exception>
    public void Pause(Failure failure) => WhileOpen(() => _rates.SetPaused(failure, isPaused: true));

    /// <summary>Ends a <see cref="Pause"/>. Does nothing if the failure is not paused.</summary>
    /// <inheritdoc cref="Pause"/>
    public void Resume(Failure failure) => WhileOpen(() => _rates.SetPaused(failure, isPaused: false));

    /// <summary>
    /// Changes the rate of a failure, from the next call or packet on; of one that is paused, the rate that it resumes with.
    /// <see cref="Failure.Skip"/> and <see cref="Failure.Every"/> go on counting as before. The change stands in <see cref="ScopeEvidence.Changes"/>.
    /// </summary>
    /// <param name="failure">One of <see cref="FailureConfig.Failures"/> of <see cref="Config"/>, or one that is equal to it.</param>
    /// <param name="percent">The percentage of the chosen calls that fail, from 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is not from 0 to 100.</exception>
    /// <inheritdoc cref="Pause" path="/exception"/>
    public void SetRate(Failure failure, double percent)
    {
        // Not a comparison that NaN passes.
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A rate is a percentage from 0 (never) to 100 (always).");
        WhileOpen(() => _rates.SetRate(failure, percent));
    }

    /// <summary>The slots of a closed scope's rules may be another's already.</summary>
    private void WhileOpen(Action change)
    {
        lock (_closing)
        {
            ThrowIfClosed();
            change();
        }
    }
}
